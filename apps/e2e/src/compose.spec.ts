import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describeConfig, loadConfig } from '@longshore/platform';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '../../..');
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Service {
  image: string;
  build?: string;
  command: string[];
  environment: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  restart: string;
  stop_grace_period?: string;
  healthcheck?: { test: string[] };
}

const { services } = parse(textOf('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
const ours = Object.entries(services).filter(([, { build }]) => build !== undefined);

/** What an operator fills `.env` with; compose puts it where `${NAME:?message}` or `${NAME:-default}` stands. */
const dotenv: Record<string, string> = {
  PUBLIC_URL: 'https://longshore.example.com',
  ADMIN_TOKEN: '0123456789abcdef',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  POSTGRES_PASSWORD: 'p1',
  REDIS_PASSWORD: 'r1',
};

function interpolated(text: string): string {
  return text.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = dotenv[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`docker-compose.yml requires ${name}, which .env lacks`);
    return value;
  });
}

const environmentOf = ({ environment }: Service) =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, interpolated(value)]));

describe('docker-compose.yml', () => {
  it('runs each process from a file that the build makes', () => {
    const files = ours.map(([name, { command }]) => [name, command[0], existsSync(path.join(root, command[1] ?? ''))]);

    expect(files).toEqual(['migrate', 'api', 'scheduler', 'worker'].map((name) => [name, 'node', true]));
  });

  it('sets only variables that the product reads', () => {
    const known = new Set(describeConfig().map(({ name }) => name));
    const unknown = ours.flatMap(([, { environment }]) => Object.keys(environment)).filter((name) => !known.has(name));

    expect(unknown).toEqual([]);
  });

  it('gives each process a configuration that it accepts for production', () => {
    const seen = ours.map(([name, service]) => {
      const { nodeEnv, publicUrl, databaseUrl, redis, adminToken, sandbox, logLevel } = loadConfig(
        environmentOf(service),
      );
      return { name, nodeEnv, publicUrl, databaseUrl, redis, adminToken, sandbox, logLevel };
    });

    const expected = {
      nodeEnv: 'production',
      publicUrl: 'https://longshore.example.com',
      databaseUrl: 'postgresql://longshore:p1@postgres:5432/longshore',
      redis: expect.objectContaining({ mode: 'single', host: 'redis', port: 6379, password: 'r1' }),
      sandbox: false,
      logLevel: 'info',
    };
    const tokenOf = (name: string) => (name === 'api' ? '0123456789abcdef' : null);
    expect(seen).toEqual(ours.map(([name]) => ({ ...expected, name, adminToken: tokenOf(name) })));
  });

  it('asks for every secret that the example names, and has none of its own', () => {
    const example = [...textOf('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    const required = [...textOf('docker-compose.yml').matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);

    expect(new Set(required)).toEqual(new Set(example));
    expect(new Set(example)).toEqual(new Set(Object.keys(dotenv)));
  });

  it('starts processes on a migrated database, and keeps them running', () => {
    const { migrate, postgres, redis, ...processes } = services;
    const ready = {
      migrate: { condition: 'service_completed_successfully' },
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_healthy' },
    };

    expect(migrate?.depends_on).toEqual({ postgres: ready.postgres });
    expect([postgres, redis].map((service) => service?.healthcheck !== undefined)).toEqual([true, true]);
    const lives = Object.values(processes).map((service) => [service.depends_on, service.restart]);
    expect(lives).toEqual(Object.keys(processes).map(() => [ready, 'unless-stopped']));
  });

  it('lets a worker give its work back before it is killed', () => {
    expect(Number.parseInt(services['worker']?.stop_grace_period ?? '', 10)).toBeGreaterThanOrEqual(30);
  });

  it('takes the API for healthy when it can serve tenants', () => {
    expect(services['api']?.healthcheck?.test.join(' ')).toContain('http://127.0.0.1:3000/readyz');
  });

  it('keeps queued jobs on disk and evicts none', () => {
    const [program, ...flags] = services['redis']?.command ?? [];
    const settings = Object.fromEntries(
      flags.flatMap((flag, index) => (flag.startsWith('--') ? [[flag, flags[index + 1]]] : [])),
    );

    expect(program).toBe('redis-server');
    expect(settings).toMatchObject({ '--appendonly': 'yes', '--maxmemory-policy': 'noeviction' });
  });
});

describe('the Dockerfile', () => {
  const stages = textOf('Dockerfile')
    .split(/^FROM /m)
    .slice(1);
  const [build = '', runtime = ''] = stages;

  it('builds every app that compose starts', () => {
    const built = /tsc -b (.+)$/m.exec(build)?.[1]?.split(' ') ?? [];
    const started = ours.map(([, { command }]) => command[1]?.replace('/dist/main.js', ''));

    expect(new Set(built)).toEqual(new Set(started));
  });

  it('copies what the processes load and read, and nothing that does not exist', () => {
    const copied = [...runtime.matchAll(/^COPY --from=build \/app\/(\S+) \.\/(\S*)$/gm)].map(([, from]) => from ?? '');

    expect(copied).toEqual(['package.json', 'node_modules', 'libs', 'apps', 'prisma/migrations', 'cloudformation']);
    expect(copied.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  it('runs as an unprivileged user', () => {
    expect(/^USER (.+)$/m.exec(runtime)?.[1]).toBe('node');
  });
});
