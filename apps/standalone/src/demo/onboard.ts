import type { Services } from '../start-services.js';
import type { Terminal } from '../terminal.js';
import { Api, RequestFailed } from './api.js';

/** The organization that the sandbox Port starts with. */
export const DEMO_PORT = { region: 'eu', clientId: 'demo-client-id', clientSecret: 'demo-client-secret' } as const;

const TENANT = 'demo';
export const INTEGRATION = 'demo-aws';

interface Connected {
  api: Api;
  /** The sync that the verification opened; null when the integration was connected before. */
  syncId: string | null;
}

interface Installation {
  subject: string;
  issuer: string;
  quickCreateUrl: string;
}

/** Does what a customer does: register, roll the stack out from the link, send its output, verify. A second start finds it done. */
export async function onboard(
  services: Services & { sandbox: { aws: string } },
  terminal: Terminal,
): Promise<Connected> {
  const api = new Api(services.url, await tenantKey(new Api(services.url, services.adminToken), terminal));
  await createIntegration(api, await organizationRoot(services.sandbox.aws));
  const integration = await api.get<{ state: string }>(`/v1/integrations/${INTEGRATION}`);
  if (integration.state === 'active') return { api, syncId: null };
  const installation = await api.get<Installation>(`/v1/integrations/${INTEGRATION}/installation`);
  const roleArn = await createStack(services.sandbox.aws, installation.quickCreateUrl);
  terminal.step(
    `Stack created in the management account and rolled out; its role ${roleArn} trusts ${installation.issuer}`,
  );
  await api.put(`/v1/integrations/${INTEGRATION}/role`, { roleArn });
  const verification = await api.post<Verification>(`/v1/integrations/${INTEGRATION}/verification`);
  const failed = verification.data.find((check) => check.status === 'failed');
  if (failed) throw new Error(`Verification failed at "${failed.check}": ${failed.detail}. ${failed.remedy ?? ''}`);
  terminal.step(`Verified: ${verification.data.filter((check) => check.status === 'passed').length} checks passed`);
  return { api, syncId: verification.syncId };
}

interface Verification {
  data: { check: string; status: string; detail: string; remedy: string | null }[];
  syncId: string | null;
}

/** The id or ids of tenants named like the demo's, oldest first, then a fresh key for it. */
async function tenantKey(admin: Api, terminal: Terminal): Promise<string> {
  const tenants = await admin.get<{ data: { id: string; name: string; state: string }[] }>('/v1/tenants?limit=100');
  const known = tenants.data.find((tenant) => tenant.name === TENANT && tenant.state === 'active');
  if (known) return (await admin.post<{ apiKey: string }>(`/v1/tenants/${known.id}/api-keys`)).apiKey;
  const tenant = await admin.post<{ apiKey: string; issuer: string }>('/v1/tenants', { name: TENANT, port: DEMO_PORT });
  terminal.step(`Tenant registered; its issuer is ${tenant.issuer}`);
  return tenant.apiKey;
}

/** What a customer looks up in the console of Organizations. */
async function organizationRoot(awsUrl: string): Promise<string> {
  return (await new Api(awsUrl).get<{ rootId: string }>('/_sandbox/organization')).rootId;
}

async function createIntegration(api: Api, rootId: string): Promise<void> {
  const accounts = { mode: 'organization', organizationalUnitIds: [rootId] };
  try {
    await api.post('/v1/integrations', { identifier: INTEGRATION, accounts });
  } catch (error) {
    if (!(error instanceof RequestFailed && error.status === 409)) throw error;
  }
}

/** Clicks through the stand-in console: the acknowledgement ticked, Create stack, the Outputs tab. */
async function createStack(awsUrl: string, quickCreateUrl: string): Promise<string> {
  const stack = await new Api(awsUrl).post<{ status: string; outputs: Record<string, string>; reason?: string }>(
    '/console/cloudformation/stacks',
    { quickCreateUrl, acknowledged: true },
  );
  const roleArn = stack.outputs['PortIntegrationRoleArn'];
  if (!roleArn) throw new Error(`The stack ended as ${stack.status}${stack.reason ? `: ${stack.reason}` : ''}`);
  return roleArn;
}

/** Opens a sync, or finds the one that an earlier start left running. */
export async function openSync(api: Api): Promise<string> {
  try {
    return (await api.post<{ id: string }>(`/v1/integrations/${INTEGRATION}/syncs`)).id;
  } catch (error) {
    if (!(error instanceof RequestFailed && error.code === 'ERR_SYNC_RUNNING')) throw error;
    const syncs = await api.get<{ data: { id: string }[] }>(`/v1/integrations/${INTEGRATION}/syncs?limit=1`);
    return (syncs.data[0] as { id: string }).id;
  }
}
