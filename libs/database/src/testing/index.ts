export { testDatabase, type TestDatabase } from './test-database.js';
export { startTestServer, type TestServer } from './test-server.js';
export { bytes, LedgerFixture, type HeldAccountSync } from './ledger-fixture.js';
export { StoreFixture } from './store-fixture.js';
