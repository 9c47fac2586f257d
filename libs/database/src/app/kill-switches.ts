/** What an operator may stop at once. `hold` lets deletions be found and journalled, but not carried out. */
export interface KillSwitches {
  syncs: 'on' | 'off';
  pushes: 'on' | 'off';
  deletions: 'on' | 'hold' | 'off';
}

export const ALL_ON: KillSwitches = { syncs: 'on', pushes: 'on', deletions: 'on' };
