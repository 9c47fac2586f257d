import type { Api } from './api.js';
import { INTEGRATION } from './onboard.js';

interface Account {
  awsAccountId: string;
  name: string | null;
  state: string;
}

interface Scope {
  accountId: string;
  state: string;
  items: number;
}

/** A row for each account of the integration: what the sync listed there. */
export async function accountTable(api: Api, syncId: string): Promise<(string | number)[][]> {
  const accounts = await allOf<Account>(api, `/v1/integrations/${INTEGRATION}/accounts`);
  const scopes = await allOf<Scope>(api, `/v1/syncs/${syncId}/scopes`);
  const rows = accounts.map(({ awsAccountId, name, state }) => {
    const own = scopes.filter(({ accountId }) => accountId === awsAccountId);
    const complete = own.filter((scope) => scope.state === 'complete').length;
    const resources = own.reduce((sum, { items }) => sum + items, 0);
    return [awsAccountId, name ?? '', state, own.length, complete, resources];
  });
  return [['account', 'name', 'state', 'listings', 'complete', 'resources'], ...rows];
}

async function allOf<Row>(api: Api, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '100', ...(cursor !== null && { cursor }) });
    const page: { data: Row[]; nextCursor: string | null } = await api.get(`${path}?${query}`);
    rows.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}
