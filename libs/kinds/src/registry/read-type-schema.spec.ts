import { describe, expect, it } from 'vitest';
import { kindPermissions } from '../permissions/kind-permissions.js';
import { scaffoldKind } from '../scaffold/scaffold-kind.js';
import { modelSource, needsModel } from '../models/model-source.js';
import { Kinds } from './kinds.js';
import { readTypeSchema } from './read-type-schema.js';

const TYPE = 'Harbour::Berth::Booking';

const SCHEMA = {
  typeName: TYPE,
  definitions: {
    Vessel: { $ref: '#/definitions/Ship' },
    Ship: { type: 'object' },
  },
  properties: {
    BookingId: { type: 'string' },
    FunctionName: { type: ['null', 'string'] },
    Vessel: { $ref: '#/definitions/Vessel' },
    Berths: { type: 'array' },
    Length: { type: 'integer' },
    IsHeld: { type: 'boolean' },
    ArrivesAt: { type: 'string', format: 'date-time' },
    Pin: { type: 'string' },
    Labels: { type: 'array' },
  },
  readOnlyProperties: ['/properties/BookingId'],
  writeOnlyProperties: ['/properties/Pin', '/properties/Vessel/Captain'],
  primaryIdentifier: ['/properties/BookingId', '/properties/FunctionName'],
  tagging: { taggable: true, tagProperty: '/properties/Labels' },
  handlers: {
    read: { permissions: ['dynamodb:GetItem'] },
    list: { permissions: ['dynamodb:Scan'], handlerSchema: { properties: {}, required: ['FunctionName'] } },
  },
};

const read = (schema: object, origin: 'private' | 'activated' | 'aws' = 'private') =>
  readTypeSchema(TYPE, origin, JSON.stringify(schema));

const kind = (schema: object, origin: 'private' | 'activated' | 'aws' = 'private') => {
  const own = read(schema, origin);
  const found = new Kinds(own ? [own] : []).find(TYPE);
  if (!found) throw new Error('the schema was not read');
  return found;
};

describe('the schema of a type that an account has for itself', () => {
  it('tells how it is listed and identified, and what its properties are', () => {
    expect(read(SCHEMA)).toEqual({
      type: TYPE,
      origin: 'private',
      primaryIdentifier: ['BookingId', 'FunctionName'],
      requires: ['FunctionName'],
      requiresOneOf: [],
      list: ['dynamodb:Scan'],
      read: ['dynamodb:GetItem'],
      writeOnly: ['Pin', 'Vessel.Captain'],
      tags: 'Labels',
      properties: [
        { name: 'ArrivesAt', type: 'time', isComputed: false },
        { name: 'Berths', type: 'array', isComputed: false },
        { name: 'BookingId', type: 'string', isComputed: true },
        { name: 'FunctionName', type: 'string', isComputed: false },
        { name: 'IsHeld', type: 'boolean', isComputed: false },
        { name: 'Labels', type: 'array', isComputed: false },
        { name: 'Length', type: 'number', isComputed: false },
        { name: 'Pin', type: 'string', isComputed: false },
        { name: 'Vessel', type: 'object', isComputed: false },
      ],
    });
  });

  it('may lack handlers, and may leave a choice of model keys', () => {
    const handlerSchema = { required: ['A', 'B'], oneOf: [{ required: ['A'] }, { required: ['B'] }] };

    expect(read({ ...SCHEMA, handlers: {} })).toMatchObject({ list: null, read: null, requires: [] });
    expect(read({ ...SCHEMA, handlers: { list: { handlerSchema } } })).toMatchObject({
      list: [],
      requires: [],
      requiresOneOf: [['A'], ['B']],
    });
  });

  it('is none where the text is no schema, or refers to itself without an end', () => {
    expect([readTypeSchema(TYPE, 'private', '{'), read({ properties: {} })]).toEqual([null, null]);
    expect(
      read({ ...SCHEMA, definitions: { Vessel: { $ref: '#/definitions/Vessel' } } })?.properties.at(-1)?.type,
    ).toBe('object');
  });

  it('asks no permission of the reader but Cloud Control: its handlers have a role of their own', () => {
    const asked = (origin: 'private' | 'activated' | 'aws') => kindPermissions(kind(SCHEMA, origin));

    const reads = ['cloudformation:GetResource', 'cloudformation:ListResources'];
    expect([asked('private'), asked('activated')]).toEqual([
      { actions: reads, leftOut: [] },
      { actions: reads, leftOut: [] },
    ]);
    expect(asked('aws')).toEqual({ actions: reads, leftOut: ['dynamodb:GetItem', 'dynamodb:Scan'] });
  });

  it('gets its model from the mapping only, though a service of AWS has the same name', () => {
    const lambda = readTypeSchema('Harbour::Lambda::Hook', 'private', JSON.stringify(SCHEMA));
    const found = new Kinds(lambda ? [lambda] : []).find('Harbour::Lambda::Hook');

    expect(found && [needsModel(found), modelSource(found)]).toEqual([true, undefined]);
  });

  it('makes a scaffold without what is never answered', async () => {
    const { blueprint, resource, notes } = await scaffoldKind(kind(SCHEMA), []);

    expect(blueprint.identifier).toBe('harbourBerthBooking');
    expect(Object.keys(blueprint.schema.properties)).toEqual([
      'region',
      'arrivesAt',
      'berths',
      'bookingId',
      'functionName',
      'isHeld',
      'length',
      'vessel',
      'tags',
    ]);
    expect(resource.port.entity.mappings.properties).toMatchObject({ tags: '.Properties.Labels' });
    expect(notes).toEqual([
      `AWS lists ${TYPE} only with a resource model that names FunctionName.`,
      'AWS never answers Pin, Vessel.Captain.',
    ]);
  });
});

describe('the kinds of an account', () => {
  it('stand beside those of AWS, whose names they cannot take', () => {
    const own = [read(SCHEMA), readTypeSchema('AWS::S3::Bucket', 'private', JSON.stringify(SCHEMA))];
    const kinds = new Kinds(own.filter((one) => one !== null));

    expect(kinds.find('AWS::S3::Bucket')?.origin).toBe('public');
    expect(kinds.find(TYPE)?.origin).toBe('private');
    expect(kinds.suggest('harbour::berth::bookings')).toEqual([TYPE]);
    expect(kinds.names()).toContain(TYPE);
    expect(new Kinds().find(TYPE)).toBeUndefined();
  });
});
