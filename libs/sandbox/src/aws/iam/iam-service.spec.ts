import {
  AttachRolePolicyCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  DeleteOpenIDConnectProviderCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetOpenIDConnectProviderCommand,
  GetRoleCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect } from 'vitest';
import { awsTest, refusal } from '../fixtures/aws-test.js';

const RoleName = 'Reader';
const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe('IAM identity providers', () => {
  awsTest('are registered, read, listed and deleted', async ({ scene }) => {
    const iam = new IAMClient(scene.config());
    const { OpenIDConnectProviderArn } = await iam.send(
      new CreateOpenIDConnectProviderCommand({ Url: 'https://longshore.example.com/t/b', ClientIDList: ['a', 'b'] }),
    );
    expect(OpenIDConnectProviderArn).toBe('arn:aws:iam::123456789012:oidc-provider/longshore.example.com/t/b');
    const byArn = { OpenIDConnectProviderArn };

    const { Url, ClientIDList } = await iam.send(new GetOpenIDConnectProviderCommand(byArn));
    expect([Url, ClientIDList]).toEqual(['longshore.example.com/t/b', ['a', 'b']]);
    const { OpenIDConnectProviderList: listed } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
    expect(listed).toEqual([{ Arn: scene.providerArn }, { Arn: OpenIDConnectProviderArn }]);

    await iam.send(new DeleteOpenIDConnectProviderCommand(byArn));
    expect((await refusal(iam.send(new GetOpenIDConnectProviderCommand(byArn)))).code).toBe('NoSuchEntityException');
  });

  const urls = [
    ['http on a public host', 'http://longshore.example.com/t/a'],
    ['https with a port', 'https://longshore.example.com:8443/t/a'],
    ['a query', 'https://longshore.example.com/t/a?b=c'],
    ['a trailing slash', 'https://longshore.example.com/t/a/'],
    ['no URL', 'longshore.example.com/t/a'],
  ] as const;

  for (const [title, Url] of urls) {
    awsTest(`are refused for ${title}`, async ({ scene }) => {
      const created = new IAMClient(scene.config()).send(new CreateOpenIDConnectProviderCommand({ Url }));
      expect((await refusal(created)).code).toBe('InvalidInputException');
    });
  }

  awsTest('are unique in an account, and at most a hundred', async ({ scene }) => {
    const iam = new IAMClient(scene.config());
    const create = (Url: string) => iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList: ['a'] }));
    expect((await refusal(create(scene.issuer.issuer))).code).toBe('EntityAlreadyExistsException');

    for (let index = 1; index < 100; index++) await create(`https://longshore.example.com/t/${index}`);
    expect((await refusal(create('https://longshore.example.com/t/100'))).code).toBe('LimitExceededException');
  });
});

describe('IAM roles', () => {
  awsTest('answer their trust policy URL-encoded', async ({ scene }) => {
    const { Role: role } = await new IAMClient(scene.config()).send(new GetRoleCommand({ RoleName }));
    expect(role?.AssumeRolePolicyDocument).toBe(encodeURIComponent(scene.exactTrust));
    expect([role?.Arn, role?.Path, role?.MaxSessionDuration]).toEqual([
      'arn:aws:iam::123456789012:role/Reader',
      '/',
      3600,
    ]);
  });

  awsTest('are deleted only without policies', async ({ scene }) => {
    const iam = new IAMClient(scene.config());
    const document = {
      PolicyName: 'more',
      PolicyDocument: '{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"*"}}',
    };
    await iam.send(new PutRolePolicyCommand({ RoleName, ...document }));

    expect((await refusal(iam.send(new DeleteRoleCommand({ RoleName })))).code).toBe('DeleteConflictException');
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    expect((await refusal(iam.send(new DeleteRoleCommand({ RoleName })))).code).toBe('DeleteConflictException');
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'more' }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
    expect((await refusal(iam.send(new GetRoleCommand({ RoleName })))).code).toBe('NoSuchEntityException');
  });

  awsTest('refuse what IAM refuses', async ({ scene }) => {
    const iam = new IAMClient(scene.config());
    const unknown = 'arn:aws:iam::aws:policy/NoSuchPolicy';
    const create = { RoleName: 'reader', AssumeRolePolicyDocument: scene.exactTrust };
    const long = scene.trust({ StringEquals: { [`${scene.issuer.name}:sub`]: 'x'.repeat(2048) } });
    const calls = [
      iam.send(new CreateRoleCommand(create)),
      iam.send(new CreateRoleCommand({ RoleName: 'New', AssumeRolePolicyDocument: '{}' })),
      iam.send(new CreateRoleCommand({ RoleName: 'New', AssumeRolePolicyDocument: long })),
      iam.send(new CreateRoleCommand({ RoleName: 'a b', AssumeRolePolicyDocument: scene.exactTrust })),
      iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: unknown })),
      iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: unknown })),
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: 'x' })),
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'Nobody', PolicyDocument: scene.exactTrust })),
    ];

    expect((await Promise.all(calls.map(refusal))).map(({ code }) => code)).toEqual([
      'EntityAlreadyExistsException',
      'MalformedPolicyDocumentException',
      'LimitExceededException',
      'ValidationError',
      'NoSuchEntityException',
      'NoSuchEntityException',
      'MalformedPolicyDocumentException',
      'NoSuchEntityException',
    ]);
  });
});
