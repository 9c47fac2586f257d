import { describe, expect, it } from 'vitest';
import { parseRedisUrl } from './redis-url.js';

describe('a Redis URL', () => {
  it.each([
    ['redis://localhost', { mode: 'single', host: 'localhost', port: 6379, db: 0, tls: false }],
    [
      'rediss://me:p%40ss@redis.internal:6380/2',
      { mode: 'single', host: 'redis.internal', port: 6380, db: 2, username: 'me', password: 'p@ss', tls: true },
    ],
    ['redis://:secret@[::1]:6379/', { mode: 'single', host: '::1', port: 6379, db: 0, password: 'secret', tls: false }],
    [
      'redis+sentinel://s1,s2:5000/longshore/3',
      {
        mode: 'sentinel',
        sentinels: [
          { host: 's1', port: 26379 },
          { host: 's2', port: 5000 },
        ],
        masterName: 'longshore',
        db: 3,
        tls: false,
      },
    ],
    [
      'rediss+cluster://:secret@n1,n2:7000',
      {
        mode: 'cluster',
        nodes: [
          { host: 'n1', port: 6379 },
          { host: 'n2', port: 7000 },
        ],
        password: 'secret',
        tls: true,
      },
    ],
  ])('%s is understood', (url, target) => {
    expect(parseRedisUrl(url)).toEqual(target);
  });

  it.each([
    'http://localhost',
    'redis://',
    'redis://a,b',
    'redis://localhost/name',
    'redis://localhost:99999',
    'redis://%zz@localhost',
    'redis+sentinel://s1',
    'redis+cluster://n1/0',
    'redis+proxy://n1',
  ])('%s is refused', (url) => {
    expect(parseRedisUrl(url)).toBeNull();
  });
});
