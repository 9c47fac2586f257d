// `node tools/check-kinds.mjs URL`: reads every native kind, with all its actions, from an emulator of AWS that this project did
// not write (https://docs.getmoto.org, server mode), and says what was read and what differed from the kind's property list.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AwsResources } from '@longshore/aws';
import { curatedKinds } from '@longshore/kinds';
import { steps } from './kinds/seed.mjs';

const [url, ...wanted] = process.argv.slice(2);
if (url === undefined) {
  console.error('Name the URL of an emulator: node tools/check-kinds.mjs http://127.0.0.1:5000 [kind ...]');
  process.exit(2);
}

const credentials = {
  accessKeyId: 'test',
  secretAccessKey: 'test',
  sessionToken: 'test',
  expiration: new Date(8.64e15),
};
const listed = path.join(import.meta.dirname, '../libs/kinds/tools/property-lists.json');
const properties = JSON.parse(readFileSync(listed, 'utf8'));
const signal = AbortSignal.timeout(600_000);

async function send(service, operation, input, region = 'us-east-1') {
  const sdk = await import(`@aws-sdk/client-${service}`);
  const Client = sdk[Object.keys(sdk).find((name) => /^[A-Z]\w+Client$/.test(name))];
  const client = new Client({ region, endpoint: url, credentials, forcePathStyle: true, useQueueUrlAsEndpoint: false });
  return client.send(new sdk[`${operation}Command`](input));
}

const account = {
  tenantId: 'check-kinds',
  integrationId: 'check-kinds',
  awsAccountId: '123456789012',
  roleArn: 'arn:aws:iam::123456789012:role/check-kinds',
  sessionName: 'check-kinds',
};
const sessions = {
  credentials: async () => credentials,
  identity: async () => account.awsAccountId,
  forget: () => undefined,
};
const source = new AwsResources(sessions, { endpoint: url, isStandIn: true, isPaced: false });

async function walk(listing) {
  const resources = [];
  let [token, pages] = [null, 0];
  do {
    const page = await source.page(account, listing, token, signal);
    resources.push(...page.resources);
    token = page.nextToken;
    pages += 1;
  } while (token !== null);
  return { resources, pages };
}

/** Resources that a direct read does not find again, or finds otherwise. */
async function unread(listing, resources, canRead) {
  if (!canRead) return [];
  const missed = [];
  for (const { identifier } of resources.slice(0, 3)) {
    if ((await source.read(account, listing, identifier, signal)) === null) missed.push(identifier);
  }
  return missed;
}

/** The kind's optional actions that the emulator answers; what it says to the others. */
async function answered(type, native) {
  const [actions, refused] = [[], []];
  for (const { name } of native.actions.filter((action) => action.optional)) {
    const listing = { kind: type, region: 'us-east-1', native: { actions: [name] } };
    await walk(listing).then(
      () => actions.push(name),
      (error) => refused.push(`${name} (${firstLine(error)})`),
    );
  }
  return { actions, refused };
}

const firstLine = ({ message }) => message.split('\n', 1)[0];

async function check({ type, native }) {
  await walk({ kind: type, region: 'us-east-1', native: { actions: [] } });
  const { actions, refused } = await answered(type, native);
  const listing = { kind: type, region: 'us-east-1', native: { actions } };
  const { resources, pages } = await walk(listing);
  const emitted = new Set(resources.flatMap((resource) => Object.keys(resource.properties)));
  const missing = (properties[type] ?? []).filter((name) => !emitted.has(name));
  const missed = await unread(listing, resources, native.read !== undefined);
  return { resources: resources.length, pages, properties: emitted.size, missing, missed, refused };
}

for (const [name, step] of Object.entries(steps)) {
  await step(send).catch((error) => console.error(`seed ${name}: ${error.name}: ${error.message}`));
}

const kinds = curatedKinds.filter(({ type, native }) => native && (wanted.length === 0 || wanted.includes(type)));
for (const kind of kinds) {
  try {
    const { resources, pages, properties: count, missing, missed, refused } = await check(kind);
    const verdict = resources === 0 ? 'empty' : missed.length > 0 ? 'unread' : 'ok';
    if (verdict === 'unread') process.exitCode = 1;
    console.log(`${verdict.padEnd(7)} ${kind.type}: ${resources} in ${pages} page(s), ${count} properties`);
    if (refused.length > 0) console.log(`        actions that failed: ${refused.join(', ')}`);
    if (missing.length > 0 && resources > 0) console.log(`        not answered here: ${missing.join(', ')}`);
    if (missed.length > 0) console.log(`        not found again: ${missed.join(', ')}`);
  } catch (error) {
    // Mostly an operation that the emulator lacks; whether it is ours, the message tells.
    console.log(`failed  ${kind.type}: ${firstLine(error)}`);
  }
}
