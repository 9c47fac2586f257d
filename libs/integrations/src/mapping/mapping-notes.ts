import {
  dialectNotes,
  entryPrograms,
  propertyReads,
  type DialectNote,
  type MappingDocument,
  type MappingEntry,
} from '@longshore/domain';
import {
  mappingPermissions,
  modelKeys,
  modelSource,
  needsModel,
  sessionReads,
  shapeOf,
  shapesOf,
  wishedShape,
  type CataloguedKind,
  type Kinds,
} from '@longshore/kinds';
import { secretNotes } from './secret-notes.js';

export type MappingNote = DialectNote;

/** What a usable document does not get although it asks for it, or gets in another way than its author may think. */
export function mappingNotes(document: MappingDocument, kinds: Kinds): MappingNote[] {
  return [
    ...dialectNotes(document),
    ...kindNotes(document, kinds),
    ...sessionNotes(document, kinds),
    ...secretNotes(document),
  ];
}

function kindNotes(document: MappingDocument, kinds: Kinds): MappingNote[] {
  const entries = entryPrograms(document);
  return entries.flatMap((entry, index) => {
    const known = kinds.find(entry.kind);
    if (!known) return [];
    const pointer = `/resources/${index}`;
    const unlisted = listing(known, entry);
    const own = entries.filter(({ kind }) => kind === entry.kind);
    // What the registry calls write-only is Cloud Control's word: a service's own API often tells it.
    const isTold = shapeOf(entry.kind, own) === 'native';
    const unread = isTold ? [] : unansweredIn(known, entry, JSON.stringify(document.resources[index]));
    return [
      ...(unlisted === null ? [] : [{ pointer: `${pointer}/kind`, effect: 'lost' as const, detail: unlisted }]),
      ...otherShape(known, entry, `${pointer}/selector`),
      ...unread.map((name) => ({
        pointer: `${pointer}/port/entity/mappings`,
        effect: 'lost' as const,
        detail: `${name} is always null: AWS takes it and never tells it`,
      })),
    ];
  });
}

/** Sessions are opened with a policy of ours, in which not every read fits that AWS's ReadOnlyAccess lacks. */
function sessionNotes(document: MappingDocument, known: Kinds): MappingNote[] {
  const entries = entryPrograms(document);
  const kinds = mappingPermissions(entries, known);
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
  if (!needsModel(known) || modelSource(known)) return null;
  const regions = Object.keys(resourceModels);
  const only = `${type} is listed by resource model only (${modelKeys(known)})`;
  if (regions.length === 0) return `${only}: name some in selector.aws.regions_config.<region>.resources_models`;
  return `${only}: regions other than ${regions.join(', ')} stay incomplete unless regionPolicy.allow leaves them out`;
}

/** What asks for Cloud Control's shape by the way; a `selector.shape` that a kind does not have is refused. */
function otherShape(known: CataloguedKind, entry: MappingEntry, pointer: string): MappingNote[] {
  const shapes = shapesOf(known);
  const wished = wishedShape(entry);
  if (wished !== 'cloud-control' || shapes.length === 0 || shapes.includes(wished)) return [];
  const detail = `${known.type} has the shape native only, since Cloud Control cannot list it`;
  return [{ pointer, effect: 'changed', detail }];
}

/** Where the jq does not tell what it reads, its text is searched for the first level: deeper paths are as often read through a list. */
function unansweredIn({ writeOnly }: CataloguedKind, entry: MappingEntry, text: string): string[] {
  const reads = propertyReads(entry);
  if (reads) {
    const isRead = (path: string) => reads.some((read) => `${read.join('.')}.`.startsWith(`${path}.`));
    // A path below another one says nothing more.
    return writeOnly.filter((path) => isRead(path) && !writeOnly.some((above) => path.startsWith(`${above}.`)));
  }
  const root = entry.older?.dialect === 'exporter' ? '' : '\\.Properties';
  return writeOnly.filter((path) => !path.includes('.') && new RegExp(`${root}\\.${path}\\b`).test(text));
}
