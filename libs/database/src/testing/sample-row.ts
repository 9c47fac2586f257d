import type { Transaction } from '../connection/transaction.js';

interface Column {
  name: string;
  type: string;
}

const SAMPLES: { [type: string]: string } = {
  uuid: 'gen_random_uuid()',
  text: `'sample'`,
  'character(12)': `'123456789012'`,
  '"char"': `'m'`,
  bytea: `'\\x00'`,
  jsonb: `'{}'`,
  boolean: 'false',
  'timestamp with time zone': 'now()',
};

/** Inserts a row with some value in each column that demands one; `values` are SQL expressions that win. */
export async function insertSampleRow(
  transaction: Transaction,
  table: string,
  values: { [column: string]: string },
): Promise<void> {
  const demanding = await transaction.rows<Column>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped
       and attnotnull and not atthasdef and attidentity = ''`,
    [table],
  );
  const row = { ...Object.fromEntries(demanding.map(({ name, type }) => [name, SAMPLES[type] ?? '1'])), ...values };
  await transaction.count(
    `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.values(row).join(', ')})`,
  );
}
