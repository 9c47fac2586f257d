import { z } from 'zod';
import type { Operation } from '../wire/operation.js';
import { queryOperation } from '../wire/query-operation.js';
import { createProvider, deleteProvider, findProvider, providerArn } from './providers.js';
import type { Iam } from './iam-service.js';

const nothing = z.strictObject({});
const list = z.union([z.literal('').transform(() => []), z.array(z.string().max(255))]).default([]);
const byArn = z.strictObject({ OpenIDConnectProviderArn: z.string().min(20).max(2048) });

function onProvider(action: string) {
  return ({ OpenIDConnectProviderArn }: z.infer<typeof byArn>) => ({ action, resource: OpenIDConnectProviderArn });
}

function createOperation({ state, accountOf }: Iam): Operation {
  return queryOperation({
    input: z.strictObject({ Url: z.string().min(1).max(255), ClientIDList: list, ThumbprintList: list }),
    output: z.strictObject({ OpenIDConnectProviderArn: z.string() }),
    permission: ({ Url }, { accountId }) => ({
      action: 'iam:CreateOpenIDConnectProvider',
      resource: providerArn(accountId, Url),
    }),
    run({ Url, ClientIDList, ThumbprintList }, request) {
      const wanted = { url: Url, clientIds: ClientIDList, thumbprints: ThumbprintList };
      const { arn } = createProvider(accountOf(request), wanted);
      state.save();
      return { OpenIDConnectProviderArn: arn };
    },
  });
}

function getOperation({ accountOf }: Iam): Operation {
  return queryOperation({
    input: byArn,
    output: z.strictObject({
      Url: z.string(),
      ClientIDList: z.array(z.string()),
      ThumbprintList: z.array(z.string()),
      CreateDate: z.iso.datetime(),
    }),
    permission: onProvider('iam:GetOpenIDConnectProvider'),
    run({ OpenIDConnectProviderArn }, request) {
      const provider = findProvider(accountOf(request), OpenIDConnectProviderArn);
      return {
        // IAM answers the URL without its scheme.
        Url: provider.url.replace(/^https?:\/\//, ''),
        ClientIDList: provider.clientIds,
        ThumbprintList: provider.thumbprints,
        CreateDate: provider.createdAt,
      };
    },
  });
}

function listOperation({ accountOf }: Iam): Operation {
  return queryOperation({
    input: nothing,
    output: z.strictObject({ OpenIDConnectProviderList: z.array(z.strictObject({ Arn: z.string() })) }),
    permission: () => ({ action: 'iam:ListOpenIDConnectProviders', resource: '*' }),
    run: (_input, request) => ({
      OpenIDConnectProviderList: accountOf(request).providers.map(({ arn }) => ({ Arn: arn })),
    }),
  });
}

function deleteOperation({ state, accountOf }: Iam): Operation {
  return queryOperation({
    input: byArn,
    output: nothing,
    permission: onProvider('iam:DeleteOpenIDConnectProvider'),
    run({ OpenIDConnectProviderArn }, request) {
      deleteProvider(accountOf(request), OpenIDConnectProviderArn);
      state.save();
      return {};
    },
  });
}

export function providerOperations(iam: Iam): Record<string, Operation> {
  return {
    CreateOpenIDConnectProvider: createOperation(iam),
    GetOpenIDConnectProvider: getOperation(iam),
    ListOpenIDConnectProviders: listOperation(iam),
    DeleteOpenIDConnectProvider: deleteOperation(iam),
  };
}
