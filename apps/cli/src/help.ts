export const help = `usage: longshore <command>

commands:
  import FILE   take over a mapping of Port's AWS exporter (config.json) or of an Ocean
                integration, or an Ocean environment file, as it is; FILE may be
                s3://bucket/key, which the integration's role then has to read
                  --integration NAME   the integration that gets it
                  --key-file FILE      holds the tenant's API key
                  --url URL            of Longshore; default http://localhost:3000
                  --dry-run            say what would happen, store nothing
  migrate       bring the database at DATABASE_URL up to date; safe to repeat
  help          show this text

Configuration comes from the environment; docs/configuration.md lists every variable.`;
