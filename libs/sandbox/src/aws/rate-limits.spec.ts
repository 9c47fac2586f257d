import { CloudControlClient, ListResourcesCommand } from '@aws-sdk/client-cloudcontrol';
import { describe, expect, it } from 'vitest';
import { awsTest, refusal } from './fixtures/aws-test.js';
import { callJson } from './fixtures/http-json.js';
import { AWS_RATES, RateLimits } from './rate-limits.js';

describe('a rate limit', () => {
  it('lets a burst pass, then calls as tokens come back', () => {
    let now = 0;
    const limits = new RateLimits({ cloudcontrol: { perSecond: 10, burst: 3 } }, () => now);
    const take = () => limits.take('cloudcontrol', '1', 'eu-west-1');

    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
    now = 100;
    expect([take(), take()]).toEqual([true, false]);
    now = 10_000;
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
  });

  it('is kept for each account and region, and for the services that have one', () => {
    const limits = new RateLimits({ cloudcontrol: { perSecond: 1, burst: 1 } }, () => 0);
    const places = [
      ['cloudcontrol', '1', 'eu-west-1'],
      ['cloudcontrol', '1', 'us-east-1'],
      ['cloudcontrol', '2', 'eu-west-1'],
      ['cloudcontrol', '1', 'eu-west-1'],
      ['sts', '1', 'eu-west-1'],
      ['sts', '1', 'eu-west-1'],
    ] as const;

    expect(places.map(([service, account, region]) => limits.take(service, account, region))).toEqual([
      true,
      true,
      true,
      false,
      true,
      true,
    ]);
  });

  awsTest('is changed and switched off by the route', async ({ scene }) => {
    const path = `${scene.aws.url}/_sandbox/rates`;
    expect(await callJson('GET', path)).toEqual({ status: 200, body: AWS_RATES });
    const client = new CloudControlClient(await scene.session());
    const list = async () => {
      const call = client.send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic' }));
      return (await refusal(call)).code;
    };
    const one = { cloudcontrol: { perSecond: 0.001, burst: 1 } };
    expect(await callJson('PUT', path, one)).toEqual({ status: 200, body: one });

    expect([await list(), await list()]).toEqual(['Error', 'ThrottlingException']);
    await callJson('PUT', path, {});
    expect([await list(), await list()]).toEqual(['Error', 'Error']);
    expect((await callJson('PUT', path, { route53: one.cloudcontrol })).status).toBe(400);
  });

  awsTest('throttles a caller who comes too fast', async ({ scene }) => {
    scene.aws.limits.replace({ cloudcontrol: { perSecond: 0.001, burst: 20 } });
    const client = new CloudControlClient(await scene.session());
    const calls = Array.from({ length: 30 }, () =>
      refusal(client.send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic' }))),
    );
    const codes = (await Promise.all(calls)).map(({ code }) => code);

    expect(codes.filter((code) => code === 'ThrottlingException')).toHaveLength(10);
    const listed = { service: 'cloudcontrol', operation: 'ListResources', kind: 'AWS::SNS::Topic' };
    expect(scene.aws.calls.total(listed)).toBe(30);
    const { body } = await callJson('GET', `${scene.aws.url}/_sandbox/calls`);
    expect(body).toMatchObject({
      data: expect.arrayContaining([{ ...listed, accountId: '123456789012', region: 'eu-west-1', count: 30 }]),
    });
    await callJson('DELETE', `${scene.aws.url}/_sandbox/calls`);
    expect(scene.aws.calls.total()).toBe(0);
  });
});
