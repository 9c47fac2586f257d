import { parseArgs } from 'node:util';
import { DomainError } from '@longshore/domain';
import { InvalidConfig } from '@longshore/platform';
import { help } from './help.js';
import { migrateCommand } from './migrate.command.js';

/** Where a command writes: results to `log`, complaints to `error`. */
export type Terminal = Pick<Console, 'log' | 'error'>;

export type Environment = NodeJS.ProcessEnv | undefined;

const COMMANDS: { [name: string]: (terminal: Terminal, environment: Environment) => Promise<void> } = {
  help: async (terminal) => terminal.log(help),
  migrate: migrateCommand,
};

/** The exit code: 0 done, 1 failed, 2 not understood. `environment` undefined: that of the process. */
export async function runCli(args: string[], terminal: Terminal = console, environment?: Environment): Promise<number> {
  const name = commandIn(args);
  const command = name === null ? undefined : COMMANDS[name];
  if (!command) {
    terminal.error(`longshore does not know "${args.join(' ')}".\n\n${help}`);
    return 2;
  }
  try {
    await command(terminal, environment);
    return 0;
  } catch (error) {
    terminal.error(messageOf(error));
    return 1;
  }
}

function commandIn(args: string[]): string | null {
  try {
    const options = { help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    if (values.help || positionals.length === 0) return 'help';
    return positionals.length === 1 ? (positionals[0] ?? null) : null;
  } catch {
    return null;
  }
}

/** What the product knows explains itself, and so do failures of the system, which carry a code; a bug needs its stack. */
function messageOf(error: unknown): string {
  if (error instanceof DomainError || error instanceof InvalidConfig) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? (error.stack ?? error.message) : `${code}: ${error.message}`;
}
