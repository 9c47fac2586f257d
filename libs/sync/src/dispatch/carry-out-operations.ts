import { Injectable } from '@nestjs/common';
import { OperationStore } from '@longshore/database';
import { CarryOutOperation } from '../operation/carry-out-operation.js';
import { forEachOf } from './for-each-of.js';

const AT_ONCE = 20;
const SLICE_MS = 10_000;

/** Carries on the operations that wait, each for a while, so that a long one keeps nobody else from their turn. Safe in several schedulers. */
@Injectable()
export class CarryOutOperations {
  constructor(
    private readonly operations: OperationStore,
    private readonly carryOut: CarryOutOperation,
  ) {}

  async run(): Promise<void> {
    await forEachOf(await this.operations.waiting(AT_ONCE), ({ tenantId, operationId }) =>
      this.carryOut.run(tenantId, operationId, SLICE_MS),
    );
  }
}
