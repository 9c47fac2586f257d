import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  type AwsAccount,
  type ObjectAddress,
  type ObjectLimits,
  ObjectReader,
  ObjectUnreadable,
  parseRoleArn,
  type WorkloadTokens,
} from '@longshore/domain';
import { AssumeRole, type WebIdentityOptions } from '../assume-role.js';
import { judgeCallError } from '../call-error.js';
import { cancelled } from '../cancellation.js';
import { clientOptions } from '../client-options.js';
import { homeRegion } from '../regions.js';
import { RETRY_SCHEDULE, retrying } from '../retrying.js';
import { explainUnread } from './explain-unread.js';
import { objectOnly } from './object-policy.js';

/** The shortest that STS gives. */
const SESSION_SECONDS = 900;

/** Objects in S3, each through a session of its own that is used once. */
export class S3ObjectReader extends ObjectReader {
  private readonly role: AssumeRole;

  constructor(
    tokens: WorkloadTokens,
    private readonly options: WebIdentityOptions = {},
  ) {
    super();
    this.role = new AssumeRole(tokens, options);
  }

  override async text(account: AwsAccount, address: ObjectAddress, limits: ObjectLimits): Promise<string> {
    const { signal } = limits;
    const client = await this.open(account, address, signal);
    const command = new GetObjectCommand({ Bucket: address.bucket, Key: address.key });
    const read = async () => {
      const { Body, ContentLength = 0 } = await client.send(command, { abortSignal: signal });
      // A body that nobody reads keeps its connection.
      const body = Body as (AsyncIterable<Uint8Array> & { destroy(): void }) | undefined;
      if (ContentLength <= limits.maxBytes) return whole(body ?? [], address, limits);
      body?.destroy();
      throw tooLarge(address, limits);
    };
    const region = homeRegion(parseRoleArn(account.roleArn).partition);
    const judge = (thrown: unknown) => {
      if (signal.aborted) return { remedy: 'none' as const, error: cancelled(signal) };
      const { remedy, error } = judgeCallError(thrown, { region });
      return { remedy, error: explainUnread(error, account.roleArn, address) };
    };
    const { schedule = RETRY_SCHEDULE } = this.options;
    return textIn(await retrying(read, judge, { signal, schedule }), address);
  }

  /** The bucket may be in any region of the partition: S3 says in which. */
  private async open(account: AwsAccount, address: ObjectAddress, signal: AbortSignal): Promise<S3Client> {
    const { partition } = parseRoleArn(account.roleArn);
    const policy = objectOnly(partition, address);
    if (policy === null) {
      const detail = 'its name is too long for the policy of a session. Copy it (aws s3 cp) and import the file.';
      throw new ObjectUnreadable(urlOf(address), 'name-too-long', detail);
    }
    const credentials = await this.role.assume(account, policy, SESSION_SECONDS, signal);
    return new S3Client({
      ...clientOptions(homeRegion(partition), this.options, credentials),
      followRegionRedirects: true,
      // A name in the host needs DNS that only AWS has.
      forcePathStyle: this.options.isStandIn === true,
    });
  }
}

/** What S3 says of the length is not relied on. */
async function whole(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  address: ObjectAddress,
  limits: ObjectLimits,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limits.maxBytes) throw tooLarge(address, limits);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function textIn(content: Buffer, address: ObjectAddress): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    if (!text.includes('\0')) return text;
  } catch {
    // Said below, for both.
  }
  const detail = 'it is no text in UTF-8. Import an uncompressed YAML or JSON file, or lines of NAME=value.';
  throw new ObjectUnreadable(urlOf(address), 'not-text', detail);
}

function tooLarge(address: ObjectAddress, { maxBytes }: ObjectLimits): ObjectUnreadable {
  const detail = `it is larger than ${maxBytes} bytes. Check that it is the file you mean.`;
  return new ObjectUnreadable(urlOf(address), 'too-large', detail);
}

const urlOf = ({ bucket, key }: ObjectAddress) => `s3://${bucket}/${key}`;
