import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Something that differs between a process and a later one with the same number; null when no such process runs.
 * A zombie counts as gone.
 */
export async function birthOf(pid: number): Promise<string | null> {
  if (!isAlive(pid)) return null;
  if (process.platform !== 'linux') return ask(pid, 'lstart=');
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // proc_pid_stat(5): the name stands in brackets and may hold any character; state and start time are fields 3 and 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

/** The command line of a process; null when it has none, as a zombie or a process that has ended. */
export async function commandOf(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return ask(pid, 'command=');
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line === '' ? null : line.replaceAll('\0', ' ').trim();
}

/** POSIX `ps`; where there is none, as on Windows, a process that is alive answers with its number. */
async function ask(pid: number, column: string): Promise<string | null> {
  if (process.platform === 'win32') return isAlive(pid) ? String(pid) : null;
  const result = await promisify(execFile)('ps', ['-o', column, '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return result.stdout.trim() || null;
}
