import type { MappingRow } from '@longshore/database';
import {
  dialectNotes,
  entryPrograms,
  parseMapping,
  type DialectNote,
  type MappingDocument,
  type MappingEntry,
} from '@longshore/domain';
import {
  findKind,
  mappingPermissions,
  modelKeys,
  modelSource,
  needsModel,
  sessionReads,
  shapeOf,
  type CataloguedKind,
} from '@longshore/kinds';

export type MappingNote = DialectNote;

/** What a usable document does not get although it asks for it, or gets in another way than its author may think. */
export function mappingNotes(document: MappingDocument): MappingNote[] {
  return [...dialectNotes(document), ...kindNotes(document), ...sessionNotes(document)];
}

/** Of a stored version. */
export function notesOf({ document }: Pick<MappingRow, 'document'>): MappingNote[] {
  return mappingNotes(parseMapping(document));
}

function kindNotes(document: MappingDocument): MappingNote[] {
  const entries = entryPrograms(document);
  return entries.flatMap((entry, index) => {
    const known = findKind(entry.kind);
    if (!known) return [];
    const pointer = `/resources/${index}`;
    const unlisted = listing(known, entry);
    const own = entries.filter(({ kind }) => kind === entry.kind);
    // What the registry calls write-only is Cloud Control's word: a service's own API often tells it.
    const isTold = shapeOf(entry.kind, own) === 'native';
    const text = JSON.stringify(document.resources[index]);
    const unread = isTold ? [] : unansweredIn(known, text, entry.older?.dialect === 'exporter');
    return [
      ...(unlisted === null ? [] : [{ pointer: `${pointer}/kind`, effect: 'lost' as const, detail: unlisted }]),
      ...unread.map((name) => ({
        pointer: `${pointer}/port/entity/mappings`,
        effect: 'lost' as const,
        detail: `${name} is always null: AWS takes it and never tells it`,
      })),
    ];
  });
}

/** Sessions are opened with a policy of ours, in which not every read fits that AWS's ReadOnlyAccess lacks. */
function sessionNotes(document: MappingDocument): MappingNote[] {
  const entries = entryPrograms(document);
  const kinds = mappingPermissions(entries);
  const { refused } = sessionReads(kinds.flatMap(({ actions }) => actions));
  return kinds.flatMap(({ kind, actions }) => {
    const missed = actions.filter((action) => refused.includes(action));
    if (missed.length === 0) return [];
    const pointer = `/resources/${entries.findIndex((entry) => entry.kind === kind)}/kind`;
    const detail = `a session has no room to be allowed ${missed.join(', ')}: map ${kind} in an integration of its own`;
    return [{ pointer, effect: 'lost', detail }];
  });
}

function listing(known: CataloguedKind, { resourceModels }: MappingEntry): string | null {
  const { type, canList } = known;
  if (!canList) return `${type} has no list handler: AWS cannot list it, so there will be no entities`;
  const isGiven = Object.keys(resourceModels).length > 0;
  if (!needsModel(known) || modelSource(known) || isGiven) return null;
  return `${type} is listed by resource model only (${modelKeys(known)}): name some in selector.aws.regions_config.<region>.resources_models`;
}

/** Of the first level: deeper paths are as often read through a list, which a text search cannot follow. */
function unansweredIn({ writeOnly }: CataloguedKind, text: string, isBare: boolean): string[] {
  return writeOnly.filter((path) => {
    if (path.includes('.')) return false;
    return new RegExp(`${isBare ? '' : '\\.Properties'}\\.${path}\\b`).test(text);
  });
}
