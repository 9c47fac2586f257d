import { describe, expect, it } from 'vitest';
import { testEntry } from '../testing/test-entry.js';
import { AccountKinds } from './account-kinds.js';
import { modelsOf, placesOf, scopeModel } from './models-of.js';

const NODEGROUP = 'AWS::EKS::Nodegroup';
const row = { awsAccountId: '123456789012', roleArn: 'arn:aws:iam::123456789012:role/LongshoreReadRole' };
const lister = { row, own: new AccountKinds() };
const named = (kind: string, ...models: { [key: string]: string }[]) =>
  testEntry(kind, { resourceModels: { 'eu-west-1': models } });
const values = (kind: string, entries = [testEntry(kind)], region = 'eu-west-1') => {
  const models = modelsOf({ kind, region }, entries, lister);
  return Array.isArray(models) ? models.map(({ value }) => value) : models;
};

describe('the resource models of a cell', () => {
  it('are those that the mapping names, each once, where every entry names some in that region', () => {
    const blue = { ClusterName: 'blue' };
    const red = { ClusterName: 'red' };
    const entries = [named(NODEGROUP, blue), named(NODEGROUP, blue, red)];

    expect([
      values(NODEGROUP, entries),
      values(NODEGROUP, [...entries, testEntry(NODEGROUP)]),
      values(NODEGROUP, entries, 'us-east-1'),
    ]).toEqual([[blue, red], 'parents', 'parents']);
  });

  it('are constants where the kind knows its own, more of them at home', () => {
    const kind = 'AWS::WAFv2::WebACL';

    expect([values(kind), values(kind, undefined, 'us-east-1'), values('AWS::QuickSight::Theme')]).toEqual([
      [{ Scope: 'REGIONAL' }],
      [{ Scope: 'REGIONAL' }, { Scope: 'CLOUDFRONT' }],
      [{ AwsAccountId: '123456789012' }],
    ]);
  });

  it('are none where the kind is listed without, unless the mapping names some', () => {
    const kind = 'AWS::EC2::RouteTable';

    expect([values(kind), values(kind, [named(kind, { VpcId: 'vpc-1' })])]).toEqual([undefined, [{ VpcId: 'vpc-1' }]]);
  });
});

describe('the scope of a resource model', () => {
  it('is the same however its keys are ordered, and another for another model', () => {
    const one = scopeModel({ A: '1', B: '2' }).hash;

    expect([one.equals(scopeModel({ B: '2', A: '1' }).hash), one.equals(scopeModel({ A: '1', B: '3' }).hash)]).toEqual([
      true,
      false,
    ]);
    expect(one).toHaveLength(16);
  });

  it('is planned where it is named, and whichever it is where parents tell', () => {
    const cells = [
      { kind: NODEGROUP, region: 'eu-west-1' },
      { kind: NODEGROUP, region: 'us-east-1' },
      { kind: 'AWS::SQS::Queue', region: 'eu-west-1' },
    ];
    const entries = [named(NODEGROUP, { ClusterName: 'blue' }), testEntry('AWS::SQS::Queue')];

    expect(placesOf(cells, { entries, ...lister })).toEqual([
      { ...cells[0], models: [scopeModel({ ClusterName: 'blue' }).hash] },
      { ...cells[1], models: 'any' },
      cells[2],
    ]);
  });
});
