import { readFile } from 'node:fs/promises';
import { ERROR_CODES } from '@longshore/domain';
import { describe, expect, it } from 'vitest';
import { PROBLEMS } from './problem-table.js';

describe('docs/errors.md', () => {
  it('has one row per error code, with the status that HTTP answers with', async () => {
    const text = await readFile(new URL('../../../../docs/errors.md', import.meta.url), 'utf8');

    const rows = [...text.matchAll(/^\| `(ERR_\w+)` \| (\d{3}) \| (customer|upstream|ours) \| .{10,} \| .{5,} \|$/gm)];

    expect(rows.map(([, code, status]) => [code, Number(status)])).toEqual(
      ERROR_CODES.map((code) => [code, PROBLEMS[code].status]),
    );
  });
});
