import { testDatabase } from '@longshore/database/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { help } from './help.js';
import { runCli } from './run-cli.js';

describe('the command line', () => {
  let out: string[];
  let complaints: string[];
  const terminal = {
    log: (line: string) => void out.push(line),
    error: (line: string) => void complaints.push(line),
  };

  beforeEach(() => {
    out = [];
    complaints = [];
  });

  it.each([[[]], [['help']], [['--help']], [['migrate', '-h']]])('explains itself when asked by %j', async (args) => {
    expect(await runCli(args, terminal)).toBe(0);

    expect(out).toEqual([help]);
  });

  it.each([[['migarte']], [['migrate', 'now']], [['--force']]])('refuses %j and shows what it knows', async (args) => {
    expect(await runCli(args, terminal)).toBe(2);

    expect(complaints).toEqual([`longshore does not know "${args.join(' ')}".\n\n${help}`]);
  });

  it('names the variable that it needs', async () => {
    expect(await runCli(['migrate'], terminal, {})).toBe(1);

    expect(complaints.join()).toContain('DATABASE_URL: names the database to migrate');
  });

  it('tells why a database cannot be reached, without a stack', async () => {
    const environment = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' };

    expect(await runCli(['migrate'], terminal, environment)).toBe(1);

    expect(complaints).toEqual([expect.stringMatching(/^ECONNREFUSED: [^\n]*$/)]);
  });

  it('says that a migrated database is up to date', async () => {
    const database = await testDatabase();

    expect(await runCli(['migrate'], terminal, { DATABASE_URL: database.url })).toBe(0);

    await database.close();
    expect({ out, complaints }).toEqual({ out: ['The database is up to date.'], complaints: [] });
  });
});
