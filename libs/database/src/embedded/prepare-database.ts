import pg from 'pg';
import { SUPERUSER, type Credentials } from './credentials.js';

const LOGIN = 'longshore';
const DATABASE = 'longshore';

/**
 * Makes the login role and its database where they are missing, and tells how to connect.
 * The login is no superuser: a superuser would see through every row level security policy.
 */
export async function prepareDatabase(port: number, credentials: Credentials): Promise<string> {
  const { superuser: password, longshore: loginPassword } = credentials;
  const client = new pg.Client({ host: '127.0.0.1', port, user: SUPERUSER, password, database: 'postgres' });
  await client.connect();
  try {
    const roles = await client.query('select 1 from pg_roles where rolname = $1', [LOGIN]);
    if (roles.rowCount === 0) {
      // The password is base64url of our own making, so it may stand in the text.
      await client.query(`create role ${LOGIN} login createrole createdb password '${loginPassword}'`);
    }
    const databases = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (databases.rowCount === 0) await client.query(`create database ${DATABASE} owner ${LOGIN}`);
  } finally {
    await client.end();
  }
  return `postgresql://${LOGIN}:${loginPassword}@127.0.0.1:${port}/${DATABASE}`;
}
