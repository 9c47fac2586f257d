import * as database from '@longshore/database';
import { CarryOutOperation, OperationStores } from '../operation/carry-out-operation.js';
import { DeleteReleased } from '../operation/delete-released.js';
import { RestoreEntities } from '../operation/restore-entities.js';
import { type Engine, FixedConnections, OpenBox } from './engine.js';

/** What carries operations out on the ledger and the catalog of an engine. */
export function operationsOf({ ledger, port }: Engine): {
  operations: database.OperationStore;
  carryOut: CarryOutOperation;
} {
  const { database: pool, system, stores } = ledger;
  const operations = new database.OperationStore(pool, system);
  const secrets = new OpenBox();
  const carryOut = new CarryOutOperation(
    new OperationStores(
      operations,
      new database.IntegrationStore(stores.tenants),
      new database.TenantStore(stores.tenants, stores.system),
      new database.SettingStore(stores.tenants, stores.system),
    ),
    new FixedConnections(port),
    new RestoreEntities(port, new database.RestorationLedger(pool), secrets),
    new DeleteReleased(port, new database.OrphanLedger(pool), new database.DeletionLedger(pool), secrets),
  );
  return { operations, carryOut };
}
