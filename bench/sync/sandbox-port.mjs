// The stand-in Port as a process of its own: argument 1 is its organization as JSON.
import { startSandboxPort } from '@longshore/sandbox';

const port = await startSandboxPort({ organizations: [JSON.parse(process.argv[2] ?? '{}')] });
process.send?.({ url: port.url });
process.on('disconnect', () => process.exit(0));
