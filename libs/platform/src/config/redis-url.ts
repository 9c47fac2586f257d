export interface RedisHost {
  host: string;
  port: number;
}

export interface RedisLogin {
  username?: string;
  password?: string;
  tls: boolean;
}

/** Where Redis is, in the three ways it is run. `db` is absent for Cluster, which has only one. */
export type RedisTarget =
  | (RedisLogin & RedisHost & { mode: 'single'; db: number })
  | (RedisLogin & { mode: 'sentinel'; sentinels: RedisHost[]; masterName: string; db: number })
  | (RedisLogin & { mode: 'cluster'; nodes: RedisHost[] });

const GRAMMAR = /^(rediss?)(?:\+(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^/?#]+)(?:\/([^/?#]*))?(?:\/(\d+))?$/;

/**
 * `redis://[user:password@]host[:6379][/db]`, `redis+sentinel://…host[:26379],host…/master-name[/db]` and
 * `redis+cluster://…host[:6379],host…`; `rediss` in place of `redis` means TLS. Null for anything else.
 */
export function parseRedisUrl(url: string): RedisTarget | null {
  const parts = GRAMMAR.exec(url);
  if (!parts) return null;
  const [, scheme, mode, login, hostList, first, second] = parts;
  const hosts = hostsOf(hostList ?? '', mode === 'sentinel' ? 26_379 : 6_379);
  const credentials = loginOf(login, scheme === 'rediss');
  const [host] = hosts ?? [];
  if (!hosts || !host || !credentials) return null;
  if (mode === 'sentinel') {
    return first ? { mode, sentinels: hosts, masterName: first, db: Number(second ?? 0), ...credentials } : null;
  }
  if (mode === 'cluster') return first || second ? null : { mode, nodes: hosts, ...credentials };
  if (hosts.length > 1 || second || (first && !/^\d+$/.test(first))) return null;
  return { mode: 'single', ...host, db: Number(first || 0), ...credentials };
}

function hostsOf(list: string, defaultPort: number): RedisHost[] | null {
  const hosts: RedisHost[] = [];
  for (const item of list.split(',')) {
    const [, bracketed, plain, port] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+))(?::(\d{1,5}))?$/.exec(item) ?? [];
    const host = bracketed ?? plain;
    if (!host || Number(port ?? 1) > 65_535) return null;
    hosts.push({ host, port: Number(port ?? defaultPort) });
  }
  return hosts;
}

function loginOf(text: string | undefined, tls: boolean): RedisLogin | null {
  if (!text) return { tls };
  const colon = text.indexOf(':');
  const [username, password] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  try {
    return {
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
      tls,
    };
  } catch {
    return null;
  }
}
