import { AwsCallFailed, type JsonObject, type Listing, type ResourcePage } from '@longshore/domain';
import { curatedKinds, type NativeAction, type NativeCall, type NativeKind, permissionOf } from '@longshore/kinds';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FixedSessions, IMPATIENT, newAccount, signal } from '../../testing/connected-account.js';
import { AnsweringAws } from '../../testing/native/answering-aws.js';
import { estateSize, operationsOf, seedIn } from '../../testing/native/kind-estate.js';
import { answers, type NativeKindOfOurs, propertyLists } from '../../testing/native/property-lists.js';
import { AwsResources } from '../aws-resources.js';

const kinds = curatedKinds.filter((kind): kind is NativeKindOfOurs => kind.native !== undefined);
const account = newAccount();

const optionalActions = ({ actions }: NativeKind) => actions.flatMap(({ name, optional }) => (optional ? [name] : []));

let aws: AnsweringAws;
let source: AwsResources;

beforeAll(async () => {
  aws = await AnsweringAws.start(kinds.flatMap(({ native }) => operationsOf(native)));
  source = new AwsResources(new FixedSessions(), {
    endpoint: aws.url,
    isStandIn: true,
    schedule: IMPATIENT,
    isPaced: false,
  });
});
afterAll(() => aws.close());

const listingOf = ({ type, native }: NativeKindOfOurs): Listing => ({
  kind: type,
  region: 'eu-west-1',
  native: { actions: optionalActions(native) },
});

async function walk(kind: NativeKindOfOurs) {
  const pages: ResourcePage[] = [];
  let token: string | null = null;
  do {
    const page: ResourcePage = await source.page(account, listingOf(kind), token, signal);
    pages.push(page);
    token = page.nextToken;
  } while (token !== null);
  return { pages, resources: pages.flatMap(({ resources }) => resources) };
}

const failureOf = async (asked: Promise<unknown>) => {
  const error = await asked.catch((thrown: unknown) => thrown);
  if (!(error instanceof AwsCallFailed)) throw error;
  return error.failure;
};

const refusal = (operation: string, wireError: object) => (kind: NativeKindOfOurs) => {
  aws.answer = (asked) =>
    asked.operation.name === operation ? { wireError: { status: 403, code: '', ...wireError } } : answers(kind, asked);
};

/** What a walk makes does not tell when it was: two walks are compared. */
const timeless = (value: unknown) => JSON.stringify(value).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time');

describe('the native kinds', () => {
  it('have the 67 actions of Port’s own integration', () => {
    const shared = kinds.filter(({ type }) => propertyLists[type] !== undefined);

    expect(shared.flatMap(({ native }) => native.actions)).toHaveLength(67);
    expect(kinds.filter((kind) => !shared.includes(kind)).map(({ type }) => type)).toEqual([
      'AWS::StepFunctions::StateMachine',
    ]);
  });
});

describe.each(kinds)('$type', (kind) => {
  const { native } = kind;
  const calling = native.actions.filter((action): action is NativeAction & { operation: string } => !!action.operation);
  const operations = [...new Set([native.parents, native.list, ...calling].flatMap((call) => call?.operation ?? []))];
  const callOf = (operation: string): NativeCall =>
    [native.parents, native.list, ...calling].find((call) => call?.operation === operation) as NativeCall;

  beforeEach(() => {
    aws.take();
    aws.answer = (asked) => answers(kind, asked);
  });

  it('is listed across all pages, each resource once, by all of its actions', async () => {
    const { resources, pages } = await walk(kind);

    expect(resources).toHaveLength(estateSize(native));
    expect(new Set(resources.map(({ identifier }) => identifier)).size).toBe(resources.length);
    expect(new Set(aws.take())).toEqual(new Set(operations));
    if (native.list.token) expect(pages.length).toBeGreaterThan(1);
  });

  it('has every property of its list, and each value from the answer about that resource', async () => {
    const { resources } = await walk(kind);
    const emitted = new Set(resources.flatMap(({ properties }) => Object.keys(properties)));

    expect((propertyLists[kind.type] ?? []).filter((name) => !emitted.has(name))).toEqual(
      NEVER_ANSWERED[kind.type] ?? [],
    );
    for (const { identifier, properties } of resources) {
      const own = seedIn({ identifier });
      const text = JSON.stringify(properties).replaceAll(/eu-(?:west|central)-1/g, '');
      const seeds = new Set(text.match(/(?<=[A-Za-z]-)(?:(?:one|two)(?:\.\d)?|\d)\b/g));
      expect([...seeds].filter((seed) => seed !== own && !own.startsWith(`${seed}.`))).toEqual([]);
    }
  });

  it.each(operations)('fails its page with the action to allow when %s is denied', async (operation) => {
    refusal(operation, { code: 'AccessDeniedException', message: 'no' })(kind);

    const { reason, action, detail } = await failureOf(walk(kind));

    expect({ reason, action, detail }).toEqual({
      reason: 'denied',
      action: permissionOf(native.service, callOf(operation)),
      detail: `${native.service}:${operation}: no`,
    });
  });

  it.each(operations)(
    'is whole when %s was throttled for a while, and fails by its name when for ever',
    async (operation) => {
      const throttled = { wireError: { code: 'ThrottlingException', message: 'Rate exceeded' } };
      const calm = timeless((await walk(kind)).resources);
      let refusals = 3;
      aws.answer = (asked) => (asked.operation.name === operation && refusals-- > 0 ? throttled : answers(kind, asked));
      expect(timeless((await walk(kind)).resources)).toBe(calm);

      refusals = Number.POSITIVE_INFINITY;
      const { reason, detail } = await failureOf(walk(kind));

      expect({ reason, detail }).toEqual({
        reason: 'throttled',
        detail: `${native.service}:${operation}: Rate exceeded`,
      });
    },
  );

  it.each(calling)(
    'leaves out what vanished before $name, and mixes up nothing',
    async ({ operation, optional, batch }) => {
      const vanished = native.parents ? 'one.2' : '2';
      const whole = (await walk(kind)).resources;
      const isVanished = ({ identifier }: { identifier: string }) => seedIn({ identifier }) === vanished;
      aws.answer = (asked) => {
        const answer = answers(kind, asked);
        if (asked.operation.name !== operation) return answer;
        if (batch) return without(answer as JsonObject, vanished);
        return seedIn(asked.input) === vanished ? { wireError: { code: 'ResourceNotFoundException' } } : answer;
      };

      const { resources } = await walk(kind);

      const expected = optional && batch ? whole.length : whole.length - 1;
      expect(resources).toHaveLength(expected);
      const kept = ({ identifier }: { identifier: string }) => !isVanished({ identifier });
      expect(timeless(resources.filter(kept))).toBe(timeless(whole.filter(kept)));
    },
  );
});

/** Of Port's lists, but not of AWS's API. */
const NEVER_ANSWERED: { [kind: string]: string[] } = { 'AWS::ECS::Service': ['UpdatedAt'] };

/** An answer whose lists lack the elements of a seed. */
function without(answer: JsonObject, seed: string): JsonObject {
  const entries = Object.entries(answer).map(([name, value]) => {
    const isList = Array.isArray(value) && value.length > 0;
    return [name, isList ? value.filter((element) => seedIn({ element }) !== seed) : value] as const;
  });
  return Object.fromEntries(entries);
}
