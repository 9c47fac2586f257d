import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDataKey, unwrapDataKey, wrapDataKey } from './data-key.js';
import { type EnvelopeContext, open, seal, sealingKey } from './envelope.js';
import { EnvelopeRejected } from './envelope-rejected.error.js';

const context = fc.record({ tenantId: fc.string(), purpose: fc.string(), version: fc.nat() });
const plaintext = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => sealingKey(Buffer.from(bytes)));
const isSame = (a: EnvelopeContext, b: EnvelopeContext) => JSON.stringify(a) === JSON.stringify(b);

describe('an envelope', () => {
  it('opens with its key and context', () => {
    fc.assert(
      fc.property(key, context, plaintext, (k, c, text) => {
        expect(open(k, c, seal(k, c, text))).toEqual(text);
      }),
    );
  });

  it('does not open once any bit of it changed', () => {
    fc.assert(
      fc.property(key, context, plaintext, fc.nat(), fc.integer({ min: 0, max: 7 }), (k, c, text, at, bit) => {
        const envelope = seal(k, c, text);
        const index = at % envelope.length;
        envelope[index] = (envelope[index] ?? 0) ^ (1 << bit);
        expect(() => open(k, c, envelope)).toThrow(EnvelopeRejected);
      }),
    );
  });

  it('does not open when it was cut short or extended', () => {
    fc.assert(
      fc.property(key, context, plaintext, fc.nat(), (k, c, text, at) => {
        const envelope = seal(k, c, text);
        expect(() => open(k, c, envelope.subarray(0, at % envelope.length))).toThrow(EnvelopeRejected);
        expect(() => open(k, c, Buffer.concat([envelope, Buffer.from([0])]))).toThrow(EnvelopeRejected);
      }),
    );
  });

  it('does not open for another tenant, purpose or version', () => {
    fc.assert(
      fc.property(key, context, context, plaintext, (k, mine, theirs, text) => {
        fc.pre(!isSame(mine, theirs));
        expect(() => open(k, theirs, seal(k, mine, text))).toThrow(EnvelopeRejected);
      }),
    );
  });

  it('keeps tenant and purpose apart whatever characters they have', () => {
    const envelope = seal(
      sealingKey(Buffer.alloc(32)),
      { tenantId: 'a|b', purpose: 'c', version: 1 },
      Buffer.from('x'),
    );

    expect(() => open(sealingKey(Buffer.alloc(32)), { tenantId: 'a', purpose: 'b|c', version: 1 }, envelope)).toThrow(
      EnvelopeRejected,
    );
  });

  it('does not open with another key, even one of the same name', () => {
    fc.assert(
      fc.property(key, key, context, plaintext, (mine, theirs, c, text) => {
        fc.pre(!mine.bytes.equals(theirs.bytes));
        const envelope = seal(mine, c, text);
        expect(() => open(theirs, c, envelope)).toThrow(EnvelopeRejected);
        expect(() => open({ id: mine.id, bytes: theirs.bytes }, c, envelope)).toThrow(EnvelopeRejected);
      }),
    );
  });

  it('of the same text is never the same twice', () => {
    const k = createDataKey();
    const c = { tenantId: 't', purpose: 'port', version: 1 };

    expect(seal(k, c, Buffer.from('text'))).not.toEqual(seal(k, c, Buffer.from('text')));
  });
});

describe('a wrapped data key', () => {
  it('unwraps for its tenant only', () => {
    const encryptionKey = createDataKey();
    const dataKey = createDataKey();
    const wrapped = wrapDataKey(encryptionKey, 'tenant-a', dataKey);

    expect(unwrapDataKey(encryptionKey, 'tenant-a', wrapped)).toEqual(dataKey);
    expect(() => unwrapDataKey(encryptionKey, 'tenant-b', wrapped)).toThrow(EnvelopeRejected);
    expect(() => unwrapDataKey(createDataKey(), 'tenant-a', wrapped)).toThrow(EnvelopeRejected);
  });
});
