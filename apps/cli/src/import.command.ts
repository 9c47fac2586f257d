import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { CommandRefused } from './command-refused.error.js';
import type { Arguments, Environment, Terminal } from './run-cli.js';

const Report = z.object({
  what: z.string(),
  dialect: z.string().nullable(),
  version: z.int().nullable(),
  entries: z.array(z.object({ kind: z.string(), blueprints: z.array(z.string()) })),
  notes: z.array(
    z.object({
      pointer: z.string().optional(),
      variable: z.string().optional(),
      effect: z.string(),
      detail: z.string(),
    }),
  ),
});

const Refusal = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

const DEFAULT_URL = 'http://localhost:3000';

/** `longshore import FILE` or `s3://bucket/key`: what the file says, what works in another way, and what has no effect, on one line each. */
export async function importCommand(
  terminal: Terminal,
  _environment: Environment,
  { operands: [file = ''], options }: Arguments,
): Promise<void> {
  const { integration, 'key-file': keyFile, url = DEFAULT_URL, 'dry-run': isDry = false } = options;
  if (integration === undefined) throw new CommandRefused('Name the integration with --integration.');
  if (keyFile === undefined) throw new CommandRefused("Name the file that holds the tenant's API key with --key-file.");
  const address = new URL(`/v1/integrations/${encodeURIComponent(integration)}/mapping/import?dryRun=${isDry}`, url);
  const [body, key] = await Promise.all([contentOf(file), readFile(keyFile, 'utf8')]);
  const headers = { authorization: `Bearer ${key.trim()}`, 'content-type': 'application/yaml' };
  const answer = await fetch(address, { method: 'POST', headers, body });
  const content: unknown = await answer.json();
  if (!answer.ok) {
    const { detail, errors } = Refusal.parse(content);
    throw new CommandRefused(detail, errors);
  }
  for (const line of told(Report.parse(content))) terminal.log(line);
}

/** Longshore reads objects itself, through the integration's role: of them it gets the address. */
async function contentOf(file: string): Promise<string> {
  return file.startsWith('s3://') ? file : readFile(file, 'utf8');
}

function told({ what, dialect, version, entries, notes }: z.output<typeof Report>): string[] {
  const stored = version === null ? '' : `, stored as version ${version}`;
  return [
    dialect === null ? what : `${what}, dialect ${dialect}${stored}`,
    ...entries.map(({ kind, blueprints }) => `  ${kind} -> ${blueprints.join(', ')}`),
    ...notes.map(({ effect, pointer, variable, detail }) => `${effect}: ${variable ?? (pointer || '/')} ${detail}`),
  ];
}
