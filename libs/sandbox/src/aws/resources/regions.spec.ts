import type { JsonObject } from '@longshore/domain';
import { describe, expect, it } from 'vitest';
import { NativeServices } from '../native/native-services.js';
import type { AwsRequest } from '../service.js';
import { Estate } from './estate/estate.js';
import { faultOf, request, requestBy } from './request.fixture.js';
import { ResourceServices } from './resource-services.js';

const ACCOUNT = '123456789012';

function estate(): Estate {
  const estate = new Estate();
  estate.addAccount({
    id: ACCOUNT,
    name: 'demo',
    createdAt: '2024-02-01T10:00:00Z',
    regions: [
      { name: 'us-east-1', status: 'ENABLED_BY_DEFAULT' },
      { name: 'eu-south-1', status: 'ENABLED' },
      { name: 'ap-east-1', status: 'DISABLED' },
    ],
  });
  return estate;
}

const services = () => new ResourceServices(estate());

const listed = [
  { RegionName: 'ap-east-1', RegionOptStatus: 'DISABLED' },
  { RegionName: 'eu-south-1', RegionOptStatus: 'ENABLED' },
  { RegionName: 'us-east-1', RegionOptStatus: 'ENABLED_BY_DEFAULT' },
];

describe('ListRegions', () => {
  it('tells every region of the account by name', async () => {
    expect(await services().answer('account', request('ListRegions', {}))).toEqual({ Regions: listed });
  });

  it('tells only regions of the states that are asked for', async () => {
    const input = { RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'] };

    expect(await services().answer('account', request('ListRegions', input))).toEqual({ Regions: listed.slice(1) });
  });

  it('goes on behind the last region of a page', async () => {
    const account = services();

    const first = await account.answer('account', request('ListRegions', { MaxResults: 2 }));
    const { NextToken } = first as { NextToken: string };
    const second = await account.answer('account', request('ListRegions', { MaxResults: 2, NextToken }));

    expect(first).toEqual({ Regions: listed.slice(0, 2), NextToken: expect.any(String) });
    expect(second).toEqual({ Regions: listed.slice(2) });
  });

  it.each([
    [{ MaxResults: 51 }, 'ValidationException'],
    [{ RegionOptStatusContains: ['ON'] }, 'ValidationException'],
    [{ NextToken: 'made-up' }, 'ValidationException'],
    [{ MaxResults: '5' }, 'SerializationException'],
    [{ AccountId: '210987654321' }, 'AccessDeniedException'],
  ])('refuses %j with %s', async (input, code) => {
    expect(await faultOf(services().answer('account', request('ListRegions', input)))).toMatchObject({ code });
  });

  it('needs account:ListRegions', async () => {
    const denied = requestBy(['account:ListRegions'], { operation: 'ListRegions' });

    expect(await faultOf(services().answer('account', denied))).toEqual({
      code: 'AccessDeniedException',
      message: 'User: tester is not authorized to perform: account:ListRegions on resource: *',
      status: 403,
    });
  });
});

describe('GetAccountInformation', () => {
  it('tells the name of the account', async () => {
    expect(await services().answer('account', request('GetAccountInformation', {}))).toEqual({
      AccountId: ACCOUNT,
      AccountName: 'demo',
      AccountCreatedDate: '2024-02-01T10:00:00Z',
      AccountState: 'ACTIVE',
    });
  });
});

function describeRegions(asked: AwsRequest): string[][] {
  const { regionInfo } = new NativeServices(estate()).answer('ec2', asked) as {
    regionInfo: { item: Array<{ regionName: string; optInStatus: string }> };
  };
  return regionInfo.item.map(({ regionName, optInStatus }) => [regionName, optInStatus]);
}

const regionsOf = (input: JsonObject) => describeRegions(request('DescribeRegions', input));

describe('DescribeRegions', () => {
  it('tells the regions that the account can use', () => {
    expect(regionsOf({})).toEqual([
      ['eu-south-1', 'opted-in'],
      ['us-east-1', 'opt-in-not-required'],
    ]);
  });

  it('tells all regions on demand', () => {
    expect(regionsOf({ AllRegions: 'true' })).toEqual([
      ['ap-east-1', 'not-opted-in'],
      ['eu-south-1', 'opted-in'],
      ['us-east-1', 'opt-in-not-required'],
    ]);
  });

  it('tells the regions that a name or a filter selects', async () => {
    const filter = { Filter: [{ Name: 'opt-in-status', Value: ['opted-in'] }] };

    expect(regionsOf(filter)).toEqual([['eu-south-1', 'opted-in']]);
    expect(regionsOf({ RegionName: ['us-east-1'] })).toEqual([['us-east-1', 'opt-in-not-required']]);
  });

  it.each([
    [{ RegionName: ['atlantis-1'] }, 'InvalidParameterValue'],
    [{ AllRegions: 'yes' }, 'InvalidParameterValue'],
    [{ Regions: 'x' }, 'UnknownParameter'],
  ])('refuses %j with %s', async (input, code) => {
    const answer = Promise.resolve(input).then(regionsOf);

    expect(await faultOf(answer)).toMatchObject({ code });
  });

  it('needs ec2:DescribeRegions', async () => {
    const denied = requestBy(['ec2:DescribeRegions'], { operation: 'DescribeRegions' });

    expect(await faultOf(Promise.resolve(denied).then(describeRegions))).toMatchObject({
      code: 'UnauthorizedOperation',
      status: 403,
    });
  });
});
