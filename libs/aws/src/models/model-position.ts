import { AwsCallFailed } from '@longshore/domain';
import { z } from 'zod';

/** How far a listing over several resource models has come. */
export interface ModelPosition {
  /** Page of the parents; null is the first. */
  parents: string | null;
  /** The model last worked on, by its parent's identifier or its own text; null before the first of the page. */
  at: string | null;
  /** Page of that model's listing; null when it has been read to its end. */
  child: string | null;
  /** Models walked so far. */
  walked: number;
}

const Words = z.tuple([z.string().nullable(), z.string().nullable(), z.string().nullable(), z.int().min(0)]);

const START: ModelPosition = { parents: null, at: null, child: null, walked: 0 };

/** Our page token is the position as JSON. Throws AwsCallFailed for a text that is none: the walk has to start anew. */
export function positionFrom(token: string | null): ModelPosition {
  if (token === null) return START;
  try {
    const [parents, at, child, walked] = Words.parse(JSON.parse(token));
    return { parents, at, child, walked };
  } catch {
    throw moved('The page token is not one of ours.');
  }
}

export function tokenOf({ parents, at, child, walked }: ModelPosition): string {
  return JSON.stringify([parents, at, child, walked]);
}

/** What the position was counted in has changed meanwhile; going on would leave something out. */
export function moved(detail: string): AwsCallFailed {
  return new AwsCallFailed({ reason: 'transient', awsCode: 'ListingMoved', detail, isTokenExpired: true });
}
