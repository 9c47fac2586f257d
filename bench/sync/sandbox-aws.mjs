// The stand-in AWS as a process of its own: argument 1 is the plan of its account as JSON.
import { startSandboxAws } from '@longshore/sandbox';

const account = JSON.parse(process.argv[2] ?? '{}');
const aws = await startSandboxAws({ seed: 'bench', accounts: [account], rates: {} });
process.send?.({ url: aws.url, administrator: aws.administrator(account.id) });
process.on('disconnect', () => process.exit(0));
