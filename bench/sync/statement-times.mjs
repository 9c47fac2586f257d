import pg from 'pg';

const TOLD = 12;

/** How often each SQL statement ran and how long its callers waited, by its beginning; statements sent together are one line. */
const statements = new Map();

const query = pg.Client.prototype.query;
pg.Client.prototype.query = function timed(...args) {
  const text = typeof args[0] === 'string' ? args[0] : (args[0]?.text ?? '');
  const told = args[0]?.exchanges?.map((exchange) => exchange.text.replace(/\s+/g, ' ').trim().slice(0, 25));
  const startedAt = performance.now();
  const running = query.apply(this, args);
  const note = () => {
    const name = told?.slice(1).join(' + ') ?? text.replace(/\s+/g, ' ').trim().slice(0, 90);
    const entry = statements.get(name) ?? { statement: name, runs: 0, waitedMs: 0 };
    statements.set(name, entry);
    entry.runs += 1;
    entry.waitedMs += performance.now() - startedAt;
  };
  if (told) void args[0].done.then(note, note);
  // Callers with a callback get nothing to wait for: what they waited is not known, that they asked is.
  else if (typeof running?.then === 'function') running.then(note, note);
  else note();
  return running;
};

export const statementCount = () => [...statements.values()].reduce((sum, { runs }) => sum + runs, 0);

/** The statements that were waited for longest, since the last call. */
export function slowestStatements() {
  const slowest = [...statements.values()].sort((a, b) => b.waitedMs - a.waitedMs).slice(0, TOLD);
  statements.clear();
  return slowest.map((entry) => ({ ...entry, waitedMs: Math.round(entry.waitedMs) }));
}
