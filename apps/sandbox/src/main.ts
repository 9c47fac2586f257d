import { parseArgs } from 'node:util';
import { DEMO_ORGANIZATION, generateOrganization, startSandboxAws, startSandboxPort } from '@longshore/sandbox';

/** What every sandbox Port has: the organization that the demo tenant registers. */
const PORT_ORGANIZATION = {
  id: 'org_demo',
  name: 'Demo',
  clientId: 'demo-client-id',
  clientSecret: 'demo-client-secret',
};

const { values } = parseArgs({
  options: {
    'aws-port': { type: 'string', default: '0' },
    'port-port': { type: 'string', default: '0' },
    seed: { type: 'string', default: 'demo' },
    // How many AWS accounts the organization has. Default: the small one of the demo.
    accounts: { type: 'string' },
    'data-dir': { type: 'string' },
  },
});
const dataDir = values['data-dir'];

const aws = await startSandboxAws({
  seed: values.seed,
  port: Number(values['aws-port']),
  organization:
    values.accounts === undefined
      ? DEMO_ORGANIZATION
      : generateOrganization({ seed: values.seed, accounts: Number(values.accounts) }),
  ...(dataDir && { dataDir }),
});
const port = await startSandboxPort({
  port: Number(values['port-port']),
  organizations: [PORT_ORGANIZATION],
  ...(dataDir && { dataDir }),
});

const addresses = { aws: aws.url, port: port.url };
if (process.send) process.send(addresses);
else process.stdout.write(`${JSON.stringify(addresses)}\n`);

async function stop(): Promise<never> {
  await Promise.all([aws.close(), port.close()]);
  process.exit(0);
}
for (const reason of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(reason, () => void stop());
