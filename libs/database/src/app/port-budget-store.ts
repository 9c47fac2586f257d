import { Injectable } from '@nestjs/common';
import {
  type BudgetLease,
  informed,
  leaseFrom,
  newBudget,
  PortBudget,
  type RateReading,
  type RequestBudget,
} from '@longshore/domain';
import { SystemDatabase } from '../connection/system-database.js';
import type { Transaction } from '../connection/transaction.js';

/** The budgets of all Port organizations, shared by every process that uses this database; its clock is the only one. */
@Injectable()
export class PortBudgetStore extends PortBudget {
  constructor(private readonly database: SystemDatabase) {
    super();
  }

  lease(organization: string, want: number): Promise<BudgetLease> {
    return this.database.transaction(async (transaction) => {
      const { budget, now } = await locked(transaction, organization);
      const { budget: rest, granted, waitMs } = leaseFrom(budget, want, now);
      await save(transaction, organization, rest);
      return { granted, waitMs };
    });
  }

  /** Forgets budgets that nobody has used for a day: of deleted tenants, mostly. Whoever comes back begins with a full one, as it would be. */
  async forgetUnused(): Promise<void> {
    await this.database.transaction((transaction) =>
      transaction.count(`delete from app.port_budget where updated_at < now() - interval '1 day' and reset_at < now()`),
    );
  }

  report(organization: string, reading: RateReading): Promise<void> {
    return this.database.transaction(async (transaction) => {
      const { budget, now } = await locked(transaction, organization);
      await save(transaction, organization, informed(budget, reading, now));
    });
  }
}

/** The time is read once the row is locked, so that it never goes back from one holder of the lock to the next. */
async function locked(transaction: Transaction, organization: string): Promise<{ budget: RequestBudget; now: number }> {
  const budget = await lock(transaction, organization);
  const now = await clock(transaction);
  if (budget) return { budget, now };
  await insert(transaction, organization, newBudget(now));
  return locked(transaction, organization);
}

function lock(transaction: Transaction, organization: string): Promise<RequestBudget | undefined> {
  return transaction.first<RequestBudget>(
    `select tokens, refill_per_s as "refillPerSecond", burst, scarce_per_s as "scarcePerSecond",
            (extract(epoch from reset_at) * 1000)::float8 as "resetAt",
            (extract(epoch from updated_at) * 1000)::float8 as "updatedAt"
       from app.port_budget where port_org = $1 for update`,
    [organization],
  );
}

async function clock(transaction: Transaction): Promise<number> {
  const row = await transaction.first<{ now: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
  );
  return row?.now ?? 0;
}

/** Somebody else may insert it at the same moment. */
async function insert(transaction: Transaction, organization: string, budget: RequestBudget): Promise<void> {
  await transaction.count(
    `insert into app.port_budget (port_org, tokens, refill_per_s, burst, scarce_per_s, reset_at, updated_at)
     values ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0), to_timestamp($7 / 1000.0))
     on conflict (port_org) do nothing`,
    valuesOf(organization, budget),
  );
}

async function save(transaction: Transaction, organization: string, budget: RequestBudget): Promise<void> {
  await transaction.count(
    `update app.port_budget
        set tokens = $2, refill_per_s = $3, burst = $4, scarce_per_s = $5,
            reset_at = to_timestamp($6 / 1000.0), updated_at = to_timestamp($7 / 1000.0)
      where port_org = $1`,
    valuesOf(organization, budget),
  );
}

function valuesOf(organization: string, budget: RequestBudget): unknown[] {
  const { tokens, refillPerSecond, burst, scarcePerSecond, resetAt, updatedAt } = budget;
  return [organization, tokens, refillPerSecond, burst, scarcePerSecond, resetAt, updatedAt];
}
