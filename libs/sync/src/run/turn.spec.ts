import type { KillSwitches } from '@longshore/database';
import { beforeEach, describe, expect, it } from 'vitest';
import { Turn } from './turn.js';

const ON: KillSwitches = { syncs: 'on', pushes: 'on', deletions: 'on' };

describe('the turn of an account sync', () => {
  let now: number;
  let switches: KillSwitches;
  let doOthersWait: boolean;
  let stopping: AbortController;
  let turn: Turn;

  beforeEach(async () => {
    now = 1000;
    switches = ON;
    doOthersWait = true;
    stopping = new AbortController();
    const watch = { switches: async () => switches, othersWait: async () => doOthersWait };
    turn = await Turn.begin(watch, stopping.signal, () => now);
  });

  const verdict = () => ({ mustEnd: turn.mustEnd, isOver: turn.isOver });

  it('lasts a minute at least, whoever waits', async () => {
    now += 59_999;
    await turn.look();

    expect(verdict()).toEqual({ mustEnd: false, isOver: false });
  });

  it('is over after a minute when others wait, and need not end on the spot', async () => {
    now += 60_000;
    await turn.look();

    expect(verdict()).toEqual({ mustEnd: false, isOver: true });
  });

  it('goes on while nobody waits', async () => {
    doOthersWait = false;
    now += 3_600_000;
    await turn.look();

    expect(verdict()).toEqual({ mustEnd: false, isOver: false });
  });

  it('must end when the process stops', () => {
    stopping.abort();

    expect(verdict()).toEqual({ mustEnd: true, isOver: true });
  });

  it('must end when syncs are switched off meanwhile', async () => {
    switches = { ...ON, syncs: 'off' };
    await turn.look();

    expect(verdict()).toEqual({ mustEnd: true, isOver: true });
  });
});
