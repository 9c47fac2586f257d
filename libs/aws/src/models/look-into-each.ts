import { AwsCallFailed, type AwsFailure, type ModelPage } from '@longshore/domain';
import { mapBounded } from '../bounded.js';

/** Parents that are looked into side by side. */
export const AT_A_TIME = 8;

type Found<Item> = { item: Item } | { missed: AwsFailure };

/** Looks into each; one that cannot be looked into is missed, and does not stop the others. */
export async function lookIntoEach<Item, Result>(
  items: readonly Item[],
  signal: AbortSignal,
  look: (item: Item, stop: AbortSignal) => Promise<Result>,
): Promise<{ items: Result[]; missed: AwsFailure | undefined }> {
  const found = await mapBounded(items, { limit: AT_A_TIME, signal }, async (item, stop): Promise<Found<Result>> => {
    try {
      return { item: await look(item, stop) };
    } catch (error) {
      if (!(error instanceof AwsCallFailed) || stop.aborted || isOfAll(error.failure)) throw error;
      return { missed: error.failure };
    }
  });
  return {
    items: found.flatMap((one) => ('item' in one ? [one.item] : [])),
    missed: found.flatMap((one) => ('missed' in one ? [one.missed] : []))[0],
  };
}

export const withMissed = (missed: AwsFailure | undefined): Pick<ModelPage, 'missed'> => (missed ? { missed } : {});

/** What the next call would meet as well. */
const isOfAll = ({ reason, isTokenExpired }: AwsFailure): boolean =>
  isTokenExpired === true || reason === 'auth-lost' || reason === 'cancelled';
