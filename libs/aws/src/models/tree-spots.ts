import type { AwsFailure, ListedResource } from '@longshore/domain';
import type { PagePosition } from '../page-position.js';

/** A parent in a tree, as short as a page token wants it: how many levels below the first parents it lies, and its id. */
export const spotOf = (level: number, id: string): PagePosition['waiting'][number] => [`${level} ${id}`, null];

export const idAt = (spot: string): string => spot.slice(spot.indexOf(' ') + 1);

const levelAt = (spot: string): number => Number(spot.split(' ', 1)[0]);

/** What was found below parents of a tree. */
export interface TreeGrowth {
  ids: string[];
  /** Those that may have something below them. */
  spots: PagePosition['waiting'];
  /** Of what lies deeper than can be: looking below it might never end. */
  missed: AwsFailure | undefined;
}

export function growthOf(pages: { parent: string; resources: ListedResource[] }[], levels: number): TreeGrowth {
  const found = pages.flatMap(({ parent, resources }) =>
    resources.map(({ identifier }) => ({ id: identifier, level: levelAt(parent) + 1 })),
  );
  const spots = found.flatMap(({ id, level }) => (level > levels ? [] : [spotOf(level, id)]));
  return {
    ids: found.map(({ id }) => id),
    spots,
    missed: spots.length < found.length ? tooDeep(levels) : undefined,
  };
}

function tooDeep(levels: number): AwsFailure {
  const detail = `there are parents deeper than the ${levels} levels that AWS allows`;
  return { reason: 'truncated', awsCode: 'TooManyLevels', detail };
}
