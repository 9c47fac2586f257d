import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entityIdentifier } from './entity-identifier.js';

/** Port OpenAPI, entity `identifier`. */
const VALID = /^(?!\.{1,2}$)[\p{L}0-9@_.+:\\/=-]{1,1000}$/u;

const character = fc.constantFrom(...'aZ09@_.+:\\/=-éжß漢');
const valid = fc.string({ unit: character, minLength: 1, maxLength: 1000 }).filter((text) => VALID.test(text));
const broken = fc.constantFrom(...'ab |#*~,()%\n\u0301😀\ud800');
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 1100 }),
  fc.string({ unit: broken, maxLength: 1100 }),
  fc.string({ unit: fc.constantFrom('𠮷', 'a'), minLength: 480, maxLength: 1100 }),
);

/** UTF-8, and with it the digest, has no lone surrogates; neither has a body sent to Port. */
const isWellFormed = (text: string) => Buffer.from(text).toString() === text;

describe('the identifier of an entity', () => {
  it.each([
    ['arn:aws:s3:::logs/2024', 'arn:aws:s3:::logs/2024'],
    ['rest|stage', 'rest_stage_d0933097f54e'],
    ['rest#stage', 'rest_stage_51897e824232'],
    ['my bucket (old)', 'my_bucket__old__46e4d564a7e0'],
    ['...', '...'],
  ])('%j becomes %j', (mapped, identifier) => {
    expect(entityIdentifier(mapped)).toEqual(identifier);
  });

  it.each(['', '.', '..'])('is refused where nothing is named: %j', (mapped) => {
    expect(entityIdentifier(mapped)).toBeUndefined();
  });

  it('is left alone where Port allows it', () => {
    fc.assert(fc.property(valid, (mapped) => entityIdentifier(mapped) === mapped));
  });

  it('is one that Port takes, whatever was mapped', () => {
    fc.assert(
      fc.property(anything, (mapped) => {
        fc.pre(!['', '.', '..'].includes(mapped));
        expect(entityIdentifier(mapped)).toMatch(VALID);
      }),
    );
  });

  it('is the same for the same text and another for another', () => {
    const near = fc.tuple(
      fc.string({ unit: broken, minLength: 1, maxLength: 8 }),
      fc.string({ unit: broken, minLength: 1, maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(anything, anything)), ([one, other]) => {
        fc.pre(isWellFormed(one) && isWellFormed(other));
        expect(entityIdentifier(one) === entityIdentifier(other)).toEqual(
          one === other || (entityIdentifier(one) === undefined && entityIdentifier(other) === undefined),
        );
      }),
    );
  });

  it('stays apart where a cut makes the texts alike', () => {
    const long = 'x'.repeat(1000);

    expect(entityIdentifier(`${long}a`)).toHaveLength(1000);
    expect(entityIdentifier(`${long}a`)).not.toEqual(entityIdentifier(`${long}b`));
  });
});
