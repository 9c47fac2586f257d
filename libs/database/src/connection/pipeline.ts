import pg, { type Connection, type Submittable } from 'pg';

/** Its text is a constant, since each connection prepares it once and keeps it: values go as parameters. */
export interface Statement {
  text: string;
  values: readonly unknown[];
}

export interface StatementResult {
  rows: unknown[];
  rowCount: number | null;
}

/** What node-postgres calls on a query while the server answers it. */
interface Exchange {
  name: string;
  text: string;
  submit(connection: Connection): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
  handleReadyForQuery(connection: Connection): void;
}

/** Statements that were sent and are not known to be prepared yet, by name. */
type Preparing = Connection & { submittedNamedStatements: Record<string, string> };

const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `longshore_${names.size + 1}`;
  names.set(text, name);
  return name;
}

/**
 * Statements that are sent together and answered together: one round trip instead of one each. They are one transaction, which ends
 * with them: PostgreSQL commits at the Sync message, or has undone everything when one fails (protocol flow, "Pipelining").
 */
export class Pipeline implements Submittable {
  private readonly exchanges: Exchange[];
  private readonly results: StatementResult[] = [];
  private at = 0;
  private isRefused = false;
  private resolve: (results: StatementResult[]) => void = () => undefined;
  private reject: (error: Error) => void = () => undefined;
  /** The results in the order of the statements. */
  readonly done = new Promise<StatementResult[]>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });

  constructor(statements: readonly Statement[]) {
    this.exchanges = statements.map(({ text, values }) => this.exchange(text, values));
  }

  /** Which statement the server is at: node-postgres remembers by it what is prepared. */
  get name(): string {
    return this.current.name;
  }

  get text(): string {
    return this.current.text;
  }

  submit(connection: Connection): void {
    // One Sync ends them all: the one after each statement would end its transaction.
    const withoutSync = Object.create(connection, { sync: { value: () => undefined } }) as Connection;
    connection.stream.cork();
    for (const exchange of this.exchanges) exchange.submit(withoutSync);
    // A value that cannot be written as text leaves a gap; without its Sync the server commits nothing of the rest.
    if (this.isRefused) connection.stream.destroy();
    else connection.sync();
    connection.stream.uncork();
  }

  handleRowDescription(message: unknown): void {
    this.current.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.current.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: Connection): void {
    this.current.handleCommandComplete(message, connection);
    this.at += 1;
  }

  handleReadyForQuery(connection: Connection): void {
    for (const exchange of this.exchanges) exchange.handleReadyForQuery(connection);
    this.resolve(this.results);
  }

  handleError(error: Error, connection: Connection): void {
    // The server has skipped what comes after the one that failed, and prepared none of it.
    const { submittedNamedStatements } = connection as Preparing;
    for (const { name } of this.exchanges.slice(this.at)) delete submittedNamedStatements[name];
    this.reject(error);
  }

  private refuse(error: Error): void {
    this.isRefused = true;
    this.reject(error);
  }

  private get current(): Exchange {
    return this.exchanges[Math.min(this.at, this.exchanges.length - 1)] as Exchange;
  }

  private exchange(text: string, values: readonly unknown[]): Exchange {
    const query = new pg.Query({ name: nameOf(text), text, values: [...values] }, (error, result) => {
      if (error) this.refuse(error);
      else this.results.push(result as unknown as StatementResult);
    });
    return query as unknown as Exchange;
  }
}
