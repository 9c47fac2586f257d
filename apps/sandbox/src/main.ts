import { parseArgs } from 'node:util';
import { startSandboxAws, startSandboxPort } from '@longshore/sandbox';

/** What every sandbox Port has: the organization that the demo tenant registers. */
const DEMO_ORGANIZATION = {
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
    'data-dir': { type: 'string' },
  },
});
const dataDir = values['data-dir'];

const aws = await startSandboxAws({ seed: values.seed, port: Number(values['aws-port']), ...(dataDir && { dataDir }) });
const port = await startSandboxPort({
  port: Number(values['port-port']),
  organizations: [DEMO_ORGANIZATION],
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
