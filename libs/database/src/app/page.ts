export interface PageRequest {
  /** 1 to 200, default 50. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

export interface Page<Row> {
  rows: Row[];
  /** Null on the last page. */
  nextCursor: string | null;
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

/** How many rows to ask for: one more than is shown tells whether another page follows. */
export function take(request: PageRequest): number {
  return limitOf(request) + 1;
}

export function page<Row>(rows: Row[], request: PageRequest, cursorOf: (row: Row) => string): Page<Row> {
  const shown = rows.slice(0, limitOf(request));
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > shown.length && last ? cursorOf(last) : null };
}

function limitOf({ limit = DEFAULT_LIMIT }: PageRequest): number {
  return Math.min(Math.max(1, limit), MAX_LIMIT);
}
