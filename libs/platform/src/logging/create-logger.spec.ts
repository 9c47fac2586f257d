import { describe, expect, it } from 'vitest';
import { createLogger } from './create-logger.js';
import { NestLogger } from './nest-logger.js';

function logTo(lines: string[]) {
  return createLogger({ logLevel: 'info' }, 'api', { write: (line: string) => void lines.push(line) });
}

describe('the log', () => {
  it('never shows a secret, on any of four levels', () => {
    const lines: string[] = [];
    const secret = {
      authorization: 'SECRET',
      clientSecret: 'SECRET',
      secretAccessKey: 'SECRET',
      sessionToken: 'SECRET',
      apiKey: 'SECRET',
      token: 'SECRET',
      privateJwk: { d: 'SECRET' },
    };

    logTo(lines).info({ ...secret, a: { ...secret, b: { ...secret, c: secret } } }, 'all of them');

    expect(lines.join('')).not.toContain('SECRET');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ a: { b: { c: { token: '[redacted]' } } } });
  });

  it('has RFC 3339 times and the name of the process', () => {
    const lines: string[] = [];

    logTo(lines).info('started');

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      name: 'api',
      msg: 'started',
    });
  });
});

describe('lines of Nest', () => {
  it('keep their context, error and level', () => {
    const lines: string[] = [];
    const nest = new NestLogger(logTo(lines));

    nest.log('mapped', 'Router');
    nest.error('failed', 'Error: x\n at y', 'Injector');
    nest.error(new Error('broken'));
    nest.debug('left out');

    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 30, msg: 'mapped', context: 'Router' }),
      expect.objectContaining({ level: 50, msg: 'failed', context: 'Injector', stack: 'Error: x\n at y' }),
      expect.objectContaining({ level: 50, msg: 'broken', err: expect.objectContaining({ message: 'broken' }) }),
    ]);
  });
});
