import { AwsCallFailed, type AwsFailure, type ModelPage } from '@longshore/domain';
import type { ScopeModel } from '@longshore/database';
import type { CellTally } from './cell-tally.js';
import type { Lease } from './lease.js';
import { scopeModel } from './models-of.js';

/** More models than this, and the rest is left out and told: a kind below every log group would never end. */
const MAX_MODELS = 10_000;
/** As often as a walk starts anew when AWS no longer knows its page token. */
const MAX_LOOKS = 3;

/** One look for the resource models of a listing, page by page. */
export class ModelLook {
  /** Hashes of the models that were found, by their hex. */
  readonly met = new Map<string, Buffer>();
  /** Why there may be others. */
  missed: AwsFailure | undefined;
  isAtEnd = false;
  private readonly tokens = new Set<string>();

  /** `token`: where to go on; null for a look from the start. `max`: for specs. */
  constructor(
    private readonly find: (token: string | null) => Promise<ModelPage>,
    public token: string | null,
    private readonly max = MAX_MODELS,
  ) {}

  /** The models of the page at `token` that were not met before. */
  async page(): Promise<{ models: ScopeModel[]; nextToken: string | null }> {
    const page = await this.find(this.token);
    const found = new Map(page.models.map(scopeModel).map((model) => [model.hash.toString('hex'), model]));
    const fresh = [...found].filter(([name]) => !this.met.has(name));
    const taken = fresh.slice(0, this.max - this.met.size);
    const isFull = taken.length < fresh.length;
    this.missed ??= isFull ? tooMany(this.max) : page.missed;
    for (const [name, { hash }] of taken) this.met.set(name, hash);
    return { models: taken.map(([, model]) => model), nextToken: isFull ? null : page.nextToken };
  }

  /** To be called when the models of a page have been walked. */
  advance(nextToken: string | null): void {
    this.isAtEnd = nextToken === null;
    if (nextToken === null) return;
    if (this.tokens.has(nextToken)) throw repeated();
    this.tokens.add(nextToken);
    this.token = nextToken;
  }
}

/**
 * Has what looks find walked to their end. `anew` begins another look, as often as a walk may begin anew, when AWS no longer knows the page
 * token; whatever else AWS refuses is what the last look missed.
 */
export async function untilLooked(
  tour: { look: ModelLook },
  { lease, tally }: { lease: Lease; tally: CellTally },
  { walk, anew }: { walk: () => Promise<'walked' | 'stopped'>; anew: () => void },
): Promise<'walked' | 'stopped'> {
  for (let looks = 1; ; looks += 1) {
    try {
      return await walk();
    } catch (error) {
      if (!(error instanceof AwsCallFailed) || lease.signal.aborted) throw error;
      tally.take(error.effort);
      if (!error.failure.isTokenExpired || looks === MAX_LOOKS) {
        tour.look.missed = error.failure;
        return 'walked';
      }
      anew();
    }
  }
}

function tooMany(max: number): AwsFailure {
  const detail = `there are more than ${max} parents; name resource models in the mapping`;
  return { reason: 'truncated', awsCode: 'TooManyParents', detail };
}

function repeated(): AwsCallFailed {
  const detail = 'AWS answered a page token for the second time';
  return new AwsCallFailed({ reason: 'truncated', awsCode: 'RepeatedToken', detail });
}
