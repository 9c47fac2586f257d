import type { KindReadingRow, OwnKindRow } from '@longshore/database';
import { AwsAccountId, IntegrationId, type JsonObject } from '@longshore/domain';
import { readTypeSchema } from '@longshore/kinds';
import { describe, expect, it } from 'vitest';
import { testEntry } from '../testing/test-entry.js';
import { AccountKinds } from './account-kinds.js';
import { modelsOf, scopeModel } from './models-of.js';
import { planOf, withoutAbsent } from './plan-of.js';

const BOOKING = 'Harbour::Berth::Booking';
const ROLE = 'arn:aws:iam::123456789012:role/Reader';
const [YESTERDAY, NOON, NOW] = ['2026-01-01', '2026-01-02T12:00:00', '2026-01-03'].map((at) => new Date(`${at}`));
const schema = { primaryIdentifier: ['/properties/Id'], handlers: { read: {}, list: {} } };

const ownKind = (origin: 'private' | 'aws' = 'private', kind = BOOKING, of: object = schema): OwnKindRow => ({
  integrationId: IntegrationId.parse('00000000-0000-4000-8000-000000000000'),
  kind,
  origin,
  version: null,
  facts: readTypeSchema(kind, origin, JSON.stringify(of)) as unknown as JsonObject,
  knownSince: NOON as Date,
});

const reading = (region: string, change: Partial<KindReadingRow> = {}): KindReadingRow => ({
  awsAccountId: AwsAccountId.parse('123456789012'),
  region,
  kinds: [],
  readAt: NOW as Date,
  failure: null,
  ...change,
});

describe('a plan with a type of the account itself', () => {
  const regionsOf = (kinds: AccountKinds, kind = BOOKING) =>
    withoutAbsent(planOf([testEntry(kind)], ['eu-west-1', 'us-east-1'], ROLE, null), kinds).kinds;

  it('leaves out the regions whose registry has not got it', () => {
    const kinds = new AccountKinds([ownKind()], [reading('eu-west-1', { kinds: [BOOKING] }), reading('us-east-1')]);

    expect(regionsOf(kinds)).toEqual([{ kind: BOOKING, regions: ['eu-west-1'] }]);
  });

  it('tries a region that was not read, or not since the type is known', () => {
    const never = reading('eu-west-1', { readAt: null, failure: { detail: 'd', remedy: 'r', at: NOW as Date } });
    const before = reading('us-east-1', { readAt: YESTERDAY as Date });

    expect(regionsOf(new AccountKinds([ownKind()], [never, before]))).toEqual([{ kind: BOOKING, regions: null }]);
    expect(regionsOf(new AccountKinds())).toEqual([{ kind: BOOKING, regions: null }]);
  });

  it('tries all regions for a type of AWS, which no reading lists', () => {
    const kinds = new AccountKinds([ownKind('aws', 'AWS::Brand::New')], [reading('eu-west-1'), reading('us-east-1')]);

    expect(regionsOf(kinds, 'AWS::Brand::New')).toEqual([{ kind: 'AWS::Brand::New', regions: null }]);
  });

  it('tells once what kept regions from being read', () => {
    const failure = { detail: 'AccessDenied: no.', remedy: 'Allow it.', at: NOW as Date };
    const readings = ['eu-west-1', 'us-east-1', 'eu-south-1'].map((region) => reading(region, { failure }));

    expect(new AccountKinds([ownKind()], readings).notices(['eu-west-1', 'us-east-1'])).toEqual([
      `The account's own types could not be read in eu-west-1, us-east-1, so what was known before is listed: AccessDenied: no. Allow it.`,
    ]);
  });
});

describe('a type of the account itself that is listed by resource model', () => {
  const required = { list: { handlerSchema: { required: ['BerthId'] } }, read: {} };
  const own = new AccountKinds([ownKind('private', BOOKING, { ...schema, handlers: required })]);
  const of = (models: JsonObject[]) => {
    const entry = testEntry(BOOKING, { resourceModels: { 'eu-west-1': models } });
    const row = { awsAccountId: '123456789012', roleArn: ROLE };
    return modelsOf({ kind: BOOKING, region: 'eu-west-1' }, [entry], { row, own });
  };

  it('is listed by those that the mapping names, and without any nobody can tell them', () => {
    expect([of([{ BerthId: 'b-1' }]), of([])]).toEqual([[scopeModel({ BerthId: 'b-1' })], 'parents']);
  });
});
