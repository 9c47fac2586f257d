import { describe, expect } from 'vitest';
import { awsTest, type AwsScene } from '../fixtures/aws-test.js';
import { callJson } from '../fixtures/http-json.js';
import { serveTemplate } from '../fixtures/template-server.js';

const SUBJECT = 'tenant:6f2e8b5c-6a55-4d0e-9d5e-0d1b8a2f7a11:integration:0b1f6d34-93a0-4f7c-8f4e-7c1f4f9a2b22';
const issuer = 'http://localhost:3000/t/6f2e8b5c-6a55-4d0e-9d5e-0d1b8a2f7a11';
const roleArn = 'arn:aws:iam::123456789012:role/LongshoreReadRole';

const test = awsTest.extend<{ template: { url: string } }>({
  template: async ({}, use) => {
    const server = await serveTemplate();
    await use(server);
    await server.stop();
  },
});

function link(scene: AwsScene, templateURL: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    templateURL,
    stackName: 'longshore',
    param_IssuerUrl: issuer,
    param_Subject: SUBJECT,
  });
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return `${scene.aws.url}/console/cloudformation/home?region=eu-west-1#/stacks/quickcreate?${query}`;
}

describe('the console page', () => {
  test('is served with its form, style and script', async ({ scene, template }) => {
    const page = await fetch(link(scene, template.url));
    const html = await page.text();

    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(html).toMatch(/<form id="quick-create"[\s\S]*type="checkbox" id="acknowledge"[\s\S]*Create stack<\/button>/);
    expect(html).toMatch(/role="tab" id="tab-outputs"/);
    const files = [...html.matchAll(/(?:href|src)="(\/console[^"]+)"/g)].map(([, path]) => path ?? '');
    const served = await Promise.all(files.map(async (path) => (await fetch(scene.aws.url + path)).status));
    expect([files, served]).toEqual([
      ['/console/cloudformation/page.css', '/console/cloudformation/page.js'],
      [200, 200],
    ]);
  });

  test('learns the parameters of a template and the accounts to choose from', async ({ scene, template }) => {
    const base = `${scene.aws.url}/console/cloudformation`;
    const { body } = await callJson('GET', `${base}/template?url=${encodeURIComponent(template.url)}`);
    const { parameters } = body as { parameters: Array<{ name: string; default?: string; allowedValues?: string[] }> };

    expect(parameters.map((one) => [one.name, one.default, one.allowedValues])).toEqual([
      ['IssuerUrl', undefined, undefined],
      ['Subject', undefined, undefined],
      ['Audience', 'sts.amazonaws.com', undefined],
      ['RoleName', 'LongshoreReadRole', undefined],
      ['CreateOIDCProvider', 'true', ['true', 'false']],
      ['CustomPolicyArns', '', undefined],
    ]);
    expect(await callJson('GET', `${base}/accounts`)).toEqual({
      status: 200,
      body: { data: [{ id: '123456789012', name: 'demo' }] },
    });
  });
});

describe('a quick-create link', () => {
  test('becomes a stack whose outputs hold the role', async ({ scene, template }) => {
    const stacks = `${scene.aws.url}/console/cloudformation/stacks`;
    const quickCreateUrl = link(scene, template.url, { param_Unknown: 'ignored' });
    const created = await callJson('POST', stacks, { quickCreateUrl, acknowledged: true });

    const { stackId } = created.body as { stackId: string };
    const summary = {
      stackId,
      stackName: 'longshore',
      status: 'CREATE_COMPLETE',
      outputs: {
        PortIntegrationRoleArn: roleArn,
        Subject: SUBJECT,
        OIDCProviderArn: `arn:aws:iam::123456789012:oidc-provider/${issuer.slice('http://'.length)}`,
        TemplateVersion: '1.0.0',
      },
    };
    expect(created).toEqual({ status: 201, body: summary });
    expect(stackId).toMatch(/^arn:aws:cloudformation:eu-west-1:123456789012:stack\/longshore\//);

    const { body } = await callJson('GET', `${stacks}?stackId=${encodeURIComponent(stackId)}`);
    const { events, outputList, ...shown } = body as { events: Array<Record<string, string>>; outputList: object[] };
    expect(shown).toEqual({ ...summary, instances: [] });
    expect(events.map(({ logicalId, status }) => `${logicalId} ${status}`)).toEqual([
      'longshore CREATE_IN_PROGRESS',
      'OIDCProvider CREATE_IN_PROGRESS',
      'OIDCProvider CREATE_COMPLETE',
      'ReadRole CREATE_IN_PROGRESS',
      'ReadRole CREATE_COMPLETE',
      'longshore CREATE_COMPLETE',
    ]);
    expect(outputList).toHaveLength(4);
  });

  test('needs the tick', async ({ scene, template }) => {
    const body = { quickCreateUrl: link(scene, template.url), acknowledged: false };
    expect(await callJson('POST', `${scene.aws.url}/console/cloudformation/stacks`, body)).toEqual({
      status: 400,
      body: { code: 'InsufficientCapabilitiesException', message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]' },
    });
  });

  test('is refused when it is another link, or its template is out of reach', async ({ scene, template }) => {
    const links = [
      'not a link',
      `${scene.aws.url}/console/cloudformation/home`,
      link(scene, 'ftp-less'),
      link(scene, 'https://bucket.s3.amazonaws.com/template.yaml'),
      link(scene, template.url, { stackName: '1st' }),
    ];
    const codes = links.map(async (quickCreateUrl) => {
      const answer = { quickCreateUrl, acknowledged: true };
      const { status, body } = await callJson('POST', `${scene.aws.url}/console/cloudformation/stacks`, answer);
      return [status, (body as { code: string }).code];
    });

    expect(await Promise.all(codes)).toEqual([
      [400, 'BadRequest'],
      [400, 'BadRequest'],
      [400, 'BadRequest'],
      [400, 'ValidationError'],
      [400, 'BadRequest'],
    ]);
  });
});
