import type { AwsAccount, JsonObject, Listing, ModelDirectory, ModelPage } from '@longshore/domain';
import { signal } from './connected-account.js';

/** All models of a kind, and whether there may be others. */
export async function allModels(
  directory: ModelDirectory,
  account: AwsAccount,
  listing: Pick<Listing, 'region' | 'kind'>,
): Promise<Pick<ModelPage, 'models' | 'missed'>> {
  const models: JsonObject[] = [];
  let missed: ModelPage['missed'];
  for (let token: string | null = null; ; ) {
    const page: ModelPage = await directory.page(account, listing, token, signal);
    models.push(...page.models);
    missed ??= page.missed;
    if (page.nextToken === null) return { models, ...(missed && { missed }) };
    token = page.nextToken;
  }
}
