import { parseArgs } from 'node:util';
import { DomainError } from '@longshore/domain';
import { InvalidConfig } from '@longshore/platform';
import { help } from './help.js';
import { importCommand } from './import.command.js';
import { migrateCommand } from './migrate.command.js';

/** Where a command writes: results to `log`, complaints to `error`. */
export type Terminal = Pick<Console, 'log' | 'error'>;

export type Environment = NodeJS.ProcessEnv | undefined;

/** What follows the command's name. */
export interface Arguments {
  operands: string[];
  options: Options;
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  integration: { type: 'string' },
  url: { type: 'string' },
  'key-file': { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const;

type Options = { [name in Exclude<keyof typeof OPTIONS, 'help' | 'dry-run'>]?: string } & { 'dry-run'?: boolean };

interface Command {
  operands: number;
  options: (keyof Options)[];
  run: (terminal: Terminal, environment: Environment, given: Arguments) => Promise<void>;
}

const showHelp: Command = { operands: 0, options: [], run: async (terminal) => terminal.log(help) };

const COMMANDS: { [name: string]: Command } = {
  help: showHelp,
  import: { operands: 1, options: ['integration', 'url', 'key-file', 'dry-run'], run: importCommand },
  migrate: { operands: 0, options: [], run: migrateCommand },
};

/** The exit code: 0 done, 1 failed, 2 not understood. `environment` undefined: that of the process. */
export async function runCli(args: string[], terminal: Terminal = console, environment?: Environment): Promise<number> {
  const understood = commandIn(args);
  if (!understood) {
    terminal.error(`longshore does not know "${args.join(' ')}".\n\n${help}`);
    return 2;
  }
  try {
    await understood.command.run(terminal, environment, understood.given);
    return 0;
  } catch (error) {
    terminal.error(messageOf(error));
    return 1;
  }
}

function commandIn(args: string[]): { command: Command; given: Arguments } | null {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
    const { help: wantsHelp, ...options } = values;
    const [name = 'help', ...operands] = positionals;
    const given = { operands, options };
    if (wantsHelp) return { command: showHelp, given };
    const command = COMMANDS[name];
    if (!command || operands.length !== command.operands) return null;
    const isKnown = Object.keys(options).every((option) => command.options.includes(option as keyof Options));
    return isKnown ? { command, given } : null;
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
