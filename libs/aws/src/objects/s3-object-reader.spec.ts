import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleDenied, AwsCallFailed, type AwsAccount, ObjectUnreadable } from '@longshore/domain';
import { type SandboxAws, startSandboxAws } from '@longshore/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectAccount, IMPATIENT, newAccount, signal } from '../../testing/connected-account.js';
import { TestIssuer } from '../../testing/test-issuer.js';
import { AssumeRole } from '../assume-role.js';
import { WebIdentitySessions } from '../web-identity-sessions.js';
import { objectOnly } from './object-policy.js';
import { S3ObjectReader } from './s3-object-reader.js';

const bucket = 'port-config';
const maxBytes = 100;

let aws: SandboxAws;
let issuer: TestIssuer;
let account: AwsAccount;

beforeAll(async () => {
  issuer = await TestIssuer.start();
  aws = await startSandboxAws({
    seed: 'objects',
    accounts: [{ id: '123456789012', name: 'demo', resourcesPerKind: 0 }],
  });
  account = await connectAccount({ aws, issuer });
  aws.estate.put(account.awsAccountId, 'eu-west-1', 'AWS::S3::Bucket', { BucketName: bucket });
});

afterEach(() => aws.rules.clear());
afterAll(() => Promise.all([aws.close(), issuer.close()]));

const options = () => ({ endpoint: aws.url, isStandIn: true, schedule: IMPATIENT });
const store = (key: string, content: string | Uint8Array) => aws.estate.objects.put(bucket, key, content);

function read(key: string, { from = account, within = signal, in: name = bucket } = {}): Promise<string> {
  return new S3ObjectReader(issuer, options()).text(from, { bucket: name, key }, { maxBytes, signal: within });
}

/** What S3 answers to a session with those credentials. */
async function answerTo(credentials: object, key: string): Promise<string> {
  const config = { endpoint: aws.url, region: 'eu-west-1', forcePathStyle: true, maxAttempts: 1 };
  const s3 = new S3Client({ ...config, credentials: credentials as { accessKeyId: string; secretAccessKey: string } });
  return s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })).then(
    async ({ Body }) => (await Body?.transformToString()) ?? '',
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

describe('reading an object', () => {
  it.each(['config.json', 'a/b c/é+&=%20.yaml', '$*?${aws:userid}', '/twice//'])(
    'gives the text of %j, whichever region its bucket is in',
    async (key) => {
      store(key, '\ufeffresources: [] # é\n');

      await expect(read(key)).resolves.toBe('resources: [] # é\n');
    },
  );

  it('gives a text of as many bytes as are allowed, and an empty one', async () => {
    store('full', 'x'.repeat(maxBytes));
    store('empty', '');

    expect([await read('full'), await read('empty')]).toEqual(['x'.repeat(maxBytes), '']);
  });

  it('tries again where S3 asks to slow down', async () => {
    store('busy', 'text');
    aws.rules.add({ service: 's3', throttle: true, times: 2 });

    await expect(read('busy')).resolves.toBe('text');
  });
});

describe('the session of one object', () => {
  it('reads no sibling, not even one that the name matches as a pattern', async () => {
    for (const key of ['dir/*', 'dir/other', 'dir/?']) store(key, key);
    const policy = objectOnly('aws', { bucket, key: 'dir/*' }) ?? expect.fail();
    const session = await new AssumeRole(issuer, options()).assume(account, policy, 900);

    expect(await answerTo(session, 'dir/*')).toBe('dir/*');
    for (const sibling of ['dir/other', 'dir/?', 'dir/none']) {
      expect(await answerTo(session, sibling)).toMatch(
        /^AccessDenied: .* because no session policy allows the s3:GetObject action$/,
      );
    }
  });

  it('is the only one that reads objects: those of syncs are refused', async () => {
    store('config.json', 'text');
    const session = await new WebIdentitySessions(issuer, options()).credentials(account);

    expect(await answerTo(session, 'config.json')).toMatch(/^AccessDenied: .* explicit deny in a session policy$/);
  });
});

describe('an object that is not read', () => {
  const refusalOf = async (reading: Promise<string>) => {
    const error = await reading.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ObjectUnreadable);
    const { reason, message } = error as ObjectUnreadable;
    return { reason, message };
  };

  it('names role, action and object that lack a permission', async () => {
    const from = await connectAccount({ aws, issuer }, { denied: ['s3:GetObject'] });
    store('config.json', 'text');

    expect(await refusalOf(read('config.json', { from }))).toEqual({
      reason: 'denied',
      message: expect.stringMatching(
        /^s3:\/\/port-config\/config\.json cannot be read: the role arn:aws:iam::123456789012:role\/Reader-\w+ does not get s3:GetObject on arn:aws:s3:::port-config\/config\.json, .* \(aws s3 cp\) and import the file\. \(AccessDenied: /,
      ),
    });
  });

  it('is told to be absent, although the session may not list the bucket', async () => {
    expect(await refusalOf(read('none.json'))).toEqual({
      reason: 'absent',
      message: expect.stringContaining('the bucket has no object of that key.'),
    });
  });

  it('is told to be absent with its bucket', async () => {
    expect(await refusalOf(read('config.json', { in: 'no-such-bucket' }))).toEqual({
      reason: 'absent',
      message: expect.stringMatching(/there is no such bucket\. \(NoSuchBucket: /),
    });
  });

  it('may be too large, too long a name, or no text', async () => {
    store('large', 'x'.repeat(maxBytes + 1));
    store('packed', new Uint8Array([0x1f, 0x8b, 8, 0]));
    store('zero', 'a\0b');
    const reasonOf = async (key: string) => (await refusalOf(read(key))).reason;

    const keys = ['large', '*'.repeat(1_024), 'packed', 'zero'];
    expect(await Promise.all(keys.map(reasonOf))).toEqual(['too-large', 'name-too-long', 'not-text', 'not-text']);
  });

  it('is no fault of its own where STS refuses the role, or S3 does not answer', async () => {
    await expect(read('config.json', { from: newAccount() })).rejects.toBeInstanceOf(AssumeRoleDenied);

    aws.rules.add({ service: 's3', error: { code: 'InternalError', status: 500 } });
    await expect(read('config.json')).rejects.toBeInstanceOf(AwsCallFailed);
  });

  it('ends with the signal of the caller', async () => {
    await expect(read('config.json', { within: AbortSignal.abort() })).rejects.toMatchObject({
      failure: { reason: 'cancelled' },
    });
  });
});
