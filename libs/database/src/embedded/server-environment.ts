/** The server gets none of our environment: no secrets, no PG* variable, and a locale that exists everywhere (macOS insists on one). */
export function serverEnvironment(): { env?: { LC_ALL: string } } {
  // Windows programs do not start without the system's own variables.
  return process.platform === 'win32' ? {} : { env: { LC_ALL: 'C' } };
}
