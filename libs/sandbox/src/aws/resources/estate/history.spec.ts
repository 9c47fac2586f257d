import { describe, expect, it } from 'vitest';
import { generateEstate } from './generate.js';

const ACCOUNT = {
  id: '123456789012',
  name: 'demo',
  populatedRegions: ['eu-west-1'],
  kinds: ['AWS::CodeBuild::Project'],
};
const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = new Date('2026-03-04T05:06:07Z');

function runs(now: Date) {
  const estate = generateEstate({ seed: 'history', accounts: [ACCOUNT], now });
  return estate.everything(ACCOUNT.id, 'AWS::CodeBuild::BuildRun');
}

const begun = ({ properties }: ReturnType<typeof runs>[number]) => Date.parse(String(properties['StartTime']));
const ended = ({ properties }: ReturnType<typeof runs>[number]) => Date.parse(String(properties['EndTime']));

describe('what has run', () => {
  it('lies on both sides of the days that a sync looks back, and is over', () => {
    const ages = runs(NOW).map((run) => (NOW.getTime() - begun(run)) / DAY_MS);

    expect(ages.filter((age) => age < 30).length).toBeGreaterThan(10);
    expect(ages.filter((age) => age > 31).length).toBeGreaterThan(5);
    expect(Math.max(...ages)).toBeLessThanOrEqual(45);
    expect(Math.max(...runs(NOW).map(ended))).toBeLessThanOrEqual(NOW.getTime());
  });

  it('stays as it was while days go by: the oldest go, new ones come', () => {
    const later = new Date(NOW.getTime() + 10 * DAY_MS);
    const [before, after] = [runs(NOW), runs(later)];

    const stillKept = before.filter((run) => begun(run) >= later.getTime() - 45 * DAY_MS);
    const isNew = after.filter((run) => !before.some(({ identifier }) => identifier === run.identifier));
    expect(stillKept.length).toBeLessThan(before.length);
    expect(after).toEqual(expect.arrayContaining(stillKept));
    expect(after).toHaveLength(stillKept.length + isNew.length);
    expect(Math.min(...isNew.map(begun))).toBeGreaterThan(NOW.getTime() - DAY_MS);
  });
});
