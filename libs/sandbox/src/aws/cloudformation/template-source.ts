import { AwsFault } from '../service.js';

const PATIENCE_MS = 5_000;
const MAX_BYTES = 1024 * 1024;

/** The template behind a TemplateURL. AWS takes S3 objects only; this stand-in takes http from a loopback host instead. */
export async function fetchTemplate(url: string): Promise<string> {
  if (!isLoopback(url))
    throw refused('TemplateURL must be a supported URL: the sandbox reads templates from loopback.');
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    () => undefined,
  );
  if (answer?.status !== 200) throw refused(`The template at ${url} cannot be read.`);
  const text = await answer.text();
  if (Buffer.byteLength(text) > MAX_BYTES) throw refused('Template may not exceed 1000000 bytes in size.');
  return text;
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function refused(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}
