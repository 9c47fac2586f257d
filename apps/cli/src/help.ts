export const help = `usage: longshore <command>

commands:
  migrate   bring the database at DATABASE_URL up to date; safe to repeat
  help      show this text

Configuration comes from the environment; docs/configuration.md lists every variable.`;
