declare module 'vitest' {
  interface ProvidedContext {
    /** DATABASE_URL of the run, from vitest.config.ts; empty: an embedded server is started. */
    databaseUrl: string;
    /** Where testDatabase makes its databases. */
    testServer: TestServerAccess;
  }
}

export interface TestServerAccess {
  url: string;
  /** A migrated database without connections, to be copied. */
  template: string;
}
