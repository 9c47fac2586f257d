import { CloudControlClient, ListResourcesCommand } from '@aws-sdk/client-cloudcontrol';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect } from 'vitest';
import { awsTest, refusal } from '../fixtures/aws-test.js';
import { callJson } from '../fixtures/http-json.js';

const ROLES = '/_sandbox/accounts/123456789012/roles';

describe('the sandbox', () => {
  awsTest('shows accounts and roles', async ({ scene }) => {
    expect(await callJson('GET', `${scene.aws.url}/_sandbox/accounts`)).toEqual({
      status: 200,
      body: { data: [{ id: '123456789012', name: 'demo' }] },
    });
    expect(await callJson('GET', scene.aws.url + ROLES)).toEqual({
      status: 200,
      body: {
        data: [
          {
            arn: 'arn:aws:iam::123456789012:role/Reader',
            name: 'Reader',
            trustPolicy: scene.exactTrust,
            attachedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
            inlinePolicies: {},
          },
        ],
      },
    });
  });

  awsTest('takes a role away, and its sessions with it', async ({ scene }) => {
    const session = await scene.session();
    expect(await callJson('DELETE', `${scene.aws.url}${ROLES}/Reader`)).toEqual({ status: 204, body: undefined });

    expect((await refusal(scene.assume())).code).toBe('AccessDenied');
    expect((await refusal(new STSClient(session).send(new GetCallerIdentityCommand({})))).code).toBe(
      'InvalidClientTokenId',
    );
    expect((await callJson('DELETE', `${scene.aws.url}${ROLES}/Reader`)).status).toBe(404);
  });

  awsTest('replaces a trust policy', async ({ scene }) => {
    const other: unknown = JSON.parse(scene.exactTrust.replace('tenant:a', 'tenant:b'));
    expect((await callJson('PUT', `${scene.aws.url}${ROLES}/Reader/trust-policy`, other)).status).toBe(204);

    expect((await refusal(scene.assume())).code).toBe('AccessDenied');
    expect(await scene.assume({ WebIdentityToken: await scene.issuer.token({ sub: 'tenant:b' }) })).toMatchObject({
      SubjectFromWebIdentityToken: 'tenant:b',
    });
    expect((await callJson('PUT', `${scene.aws.url}${ROLES}/Reader/trust-policy`, {})).status).toBe(400);
  });

  awsTest('revokes the sessions that began before', async ({ scene }) => {
    const before = await scene.session();
    await callJson('POST', `${scene.aws.url}${ROLES}/Reader/session-revocation`);
    const after = await scene.session();
    const list = new ListResourcesCommand({ TypeName: 'AWS::S3::Bucket' });

    const { message } = await refusal(new CloudControlClient(before).send(list));
    expect(message).toContain('with an explicit deny in an identity-based policy');
    expect((await new CloudControlClient(after).send(list)).TypeName).toBe('AWS::S3::Bucket');
  });

  awsTest('changes what an account has', async ({ scene }) => {
    const client = new CloudControlClient(await scene.session());
    const list = async () => {
      const page = await client.send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic' }));
      return page.ResourceDescriptions?.map(({ Identifier }) => Identifier);
    };
    const path = `${scene.aws.url}/_sandbox/accounts/123456789012/resources`;
    const identifier = 'arn:aws:sns:eu-west-1:123456789012:aaa';
    const before = await list();

    const resource = { region: 'eu-west-1', type: 'AWS::SNS::Topic', properties: { TopicArn: identifier } };
    expect((await callJson('PUT', path, resource)).status).toBe(200);
    expect(await list()).toEqual([identifier, ...(before ?? [])]);

    const address = new URLSearchParams({ region: 'eu-west-1', type: 'AWS::SNS::Topic', identifier });
    expect((await callJson('DELETE', `${path}?${address}`)).status).toBe(204);
    expect(await list()).toEqual(before);
  });

  awsTest('puts an object into a bucket', async ({ scene }) => {
    const object = { bucket: 'files', key: 'config.json', content: '{}' };

    expect((await callJson('PUT', `${scene.aws.url}/_sandbox/objects`, object)).status).toBe(204);
    expect(scene.aws.estate.objects.find('files', 'config.json')).toEqual(Buffer.from('{}'));
    expect((await callJson('PUT', `${scene.aws.url}/_sandbox/objects`, { ...object, key: '' })).status).toBe(400);
  });
});

describe('a fault rule', () => {
  awsTest('refuses the calls it meets, in the words it was given', async ({ scene }) => {
    const rules = `${scene.aws.url}/_sandbox/rules`;
    const rule = {
      service: 'cloudcontrol',
      kind: 'AWS::S3::Bucket',
      error: { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 },
      times: 1,
    };
    expect(await callJson('POST', rules, rule)).toEqual({ status: 201, body: { ...rule, id: 1 } });
    const client = new CloudControlClient(await scene.session());

    const other = await client.send(new ListResourcesCommand({ TypeName: 'AWS::SNS::Topic' }));
    const refused = await refusal(client.send(new ListResourcesCommand({ TypeName: 'AWS::S3::Bucket' })));
    const again = await client.send(new ListResourcesCommand({ TypeName: 'AWS::S3::Bucket' }));

    expect([other.TypeName, again.TypeName]).toEqual(['AWS::SNS::Topic', 'AWS::S3::Bucket']);
    expect(refused).toEqual({ code: 'ThrottlingException', message: 'Rate exceeded' });
    expect(await callJson('GET', rules)).toEqual({ status: 200, body: { data: [] } });
  });

  awsTest('meets the role that is to be assumed', async ({ scene }) => {
    const error = { code: 'AccessDenied', message: 'Not today', status: 403 };
    await callJson('POST', `${scene.aws.url}/_sandbox/rules`, { accountId: '123456789012', service: 'sts', error });
    expect(await refusal(scene.assume())).toEqual({ code: 'AccessDenied', message: 'Not today' });

    expect((await callJson('DELETE', `${scene.aws.url}/_sandbox/rules`)).status).toBe(204);
    expect((await scene.assume()).SubjectFromWebIdentityToken).toBe('tenant:a');
  });

  awsTest('is refused without an error, or with an unknown member', async ({ scene }) => {
    const rules = `${scene.aws.url}/_sandbox/rules`;
    const error = { code: 'AccessDenied' };
    const answers = [{}, { error, services: 'sts' }, { error: { ...error, status: 200 } }].map((rule) =>
      callJson('POST', rules, rule),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([400, 400, 400]);
  });
});
