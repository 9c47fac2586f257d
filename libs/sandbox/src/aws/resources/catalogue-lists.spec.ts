import type { JsonObject } from '@longshore/domain';
import { findKind, kindNames, type CataloguedKind } from '@longshore/kinds';
import { describe, expect, it } from 'vitest';
import { Estate } from './estate/estate.js';
import { listedNames } from './listed-properties.js';
import { faultOf, request } from './request.fixture.js';
import { ResourceServices } from './resource-services.js';

const ACCOUNT = '123456789012';
const kinds = kindNames().flatMap((name) => findKind(name) ?? []);
const listable = kinds.filter((kind) => kind.hasListHandler);

const list = (services: ResourceServices, type: string, model?: JsonObject) =>
  services.answer(
    'cloudcontrol',
    request('ListResources', { TypeName: type, ...(model && { ResourceModel: JSON.stringify(model) }) }),
  );

const models = ({ requires, requiresOneOf }: CataloguedKind): JsonObject[] => {
  const choices = requiresOneOf.length === 0 ? [[]] : requiresOneOf;
  return choices.map((choice) => Object.fromEntries([...requires, ...choice].map((key) => [key, valueOf(key)])));
};
const valueOf = (key: string) => (key.endsWith('Arns') ? ['one', 'two'] : 'one');

describe('the resource model of a listing', () => {
  it('is required for 317 types, and no type is listed when a key is missing', async () => {
    const services = new ResourceServices(new Estate());
    const demanding = listable.filter(({ requires, requiresOneOf }) => requires.length + requiresOneOf.length > 0);
    const codes = new Set<unknown>();
    for (const kind of demanding) {
      for (const model of models(kind)) {
        for (const key of Object.keys(model)) {
          const { [key]: _left, ...rest } = model;
          codes.add((await faultOf(list(services, kind.type, rest))).code);
        }
      }
    }

    expect(demanding).toHaveLength(317);
    expect([...codes]).toEqual(['InvalidRequestException']);
  });

  it('is enough with one of the alternatives of a type', async () => {
    const services = new ResourceServices(new Estate());
    for (const kind of listable) {
      for (const model of models(kind)) {
        expect(await list(services, kind.type, model)).toEqual({ TypeName: kind.type, ResourceDescriptions: [] });
      }
    }
  });

  it('names all alternatives when none is given', async () => {
    const fault = await faultOf(list(new ResourceServices(new Estate()), 'AWS::ElasticLoadBalancingV2::Listener'));

    expect(fault.message).toContain('required key [LoadBalancerArn] not found');
    expect(fault.message).toContain('required key [ListenerArns] not found');
  });

  it('asks by a list for those it names', async () => {
    const estate = new Estate();
    for (const name of ['a', 'b', 'c']) {
      const properties = { ListenerArn: name, LoadBalancerArn: 'balancer' };
      estate.put(ACCOUNT, 'us-east-1', 'AWS::ElasticLoadBalancingV2::Listener', properties);
    }
    const answer = await list(new ResourceServices(estate), 'AWS::ElasticLoadBalancingV2::Listener', {
      ListenerArns: ['a', 'c', 'z'],
    });

    expect(answer).toMatchObject({ ResourceDescriptions: [{ Identifier: 'a' }, { Identifier: 'c' }] });
  });
});

describe('the properties that a list tells', () => {
  it('are all where the list handler may ask what the read handler asks', () => {
    const full = listable.filter(({ type }) => listedNames(type) === undefined);
    const needsMore = full.filter(
      ({ curated, canRead, declaredPermissions: { list: listed, read } }) =>
        canRead && curated === undefined && read.some((action) => !listed.includes(action)),
    );

    expect(needsMore).toEqual([]);
    expect(full.length).toBeGreaterThan(300);
    expect(full.map(({ type }) => type)).toContain('AWS::EC2::SecurityGroup');
  });

  it('name the resource, and what the listing was asked by, of every type', () => {
    const nameless = listable.filter(({ type, primaryIdentifier, requires }) => {
      const names = listedNames(type);
      return names !== undefined && ![...primaryIdentifier, ...requires].some((key) => names.includes(key));
    });

    expect(nameless).toEqual([]);
  });

  it('are the keys of a resource whose read needs more', async () => {
    const estate = new Estate();
    const properties = { Id: 'blue/workers', ClusterName: 'blue', Tags: { team: 'x' }, Version: '1.33' };
    estate.put(ACCOUNT, 'us-east-1', 'AWS::EKS::Nodegroup', properties);

    const answer = await list(new ResourceServices(estate), 'AWS::EKS::Nodegroup', { ClusterName: 'blue' });

    expect(answer).toMatchObject({
      ResourceDescriptions: [{ Properties: JSON.stringify({ Id: 'blue/workers', ClusterName: 'blue' }) }],
    });
  });
});
