import { readFile } from 'node:fs/promises';
import { OUTCOME_REASONS, REFUSALS, REMEDIES } from '@longshore/domain';
import { describe, expect, it } from 'vitest';

describe('docs/reasons.md', () => {
  it('has a row for each reason and each refusal, with its remedy, and no other', async () => {
    const text = await readFile(new URL('../../../../docs/reasons.md', import.meta.url), 'utf8');

    const rows = [...text.matchAll(/^\| `([a-z-]+)` \| .+? \| (.+) \|$/gm)].map(([, reason, remedy]) => [
      reason,
      remedy,
    ]);

    expect(rows).toEqual([
      ...OUTCOME_REASONS.map((reason) => [reason, REMEDIES[reason]]),
      ...Object.entries(REFUSALS).map(([refusal, { remedy }]) => [refusal, remedy]),
    ]);
  });
});
