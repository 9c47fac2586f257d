import type { JsonObject } from '../../json.js';
import type { MappingDocument, MappingResource } from '../mapping-document.js';
import { jsonPointer } from '../parse-mapping.js';
import { listFilter } from './list-parameters.js';
import { olderKind } from './older-kinds.js';

/** `changed`: it works, in another way than in the older product. `lost`: it has no effect. `secret`: it sends to Port what may be secret. */
export interface DialectNote {
  /** JSON pointer into the document. */
  pointer: string;
  effect: 'changed' | 'lost' | 'secret';
  detail: string;
}

/** What a document means here that its author may not expect. */
export function dialectNotes(document: MappingDocument): DialectNote[] {
  const { dialect, resources, deleteDependentEntities } = document;
  const asked: DialectNote = {
    pointer: '/deleteDependentEntities',
    effect: 'lost',
    detail: 'no entity is deleted along with another: what others relate to is kept until they are gone themselves',
  };
  const flags = deleteDependentEntities ? [asked] : [];
  if (dialect === 'ocean-v3') return flags;
  const dependents: DialectNote = { pointer: '', effect: 'changed', detail: 'entities that others relate to are kept' };
  const notes = resources.flatMap((resource, index) => entryNotes(dialect, resource, ['resources', index]));
  return [...(deleteDependentEntities ? flags : [dependents]), ...notes];
}

type Path = (string | number)[];

function entryNotes(dialect: MappingDocument['dialect'], resource: MappingResource, path: Path): DialectNote[] {
  const { kind, selector } = resource;
  const note = (member: Path, effect: DialectNote['effect'], detail: string): DialectNote => ({
    pointer: jsonPointer([...path, ...member]),
    effect,
    detail,
  });
  const known = olderKind(dialect, kind);
  const notes: DialectNote[] = [];
  if (known && known.kind !== kind) notes.push(note(['kind'], 'changed', `is listed as ${known.kind}`));
  const read = (known?.lost ?? []).filter((member) => reads(resource, member));
  if (read.length > 0)
    notes.push(
      note(
        ['port', 'entity', 'mappings'],
        'lost',
        `${read.join(', ')}: always null, AWS tells no such thing of a ${known?.kind}`,
      ),
    );
  if (dialect === 'ocean-v1' && kind === 'AWS::ImageBuilder::Image')
    notes.push(
      note(['kind'], 'changed', 'lists images of Image Builder; the older integration listed AMIs under this name'),
    );
  if (selector['listGroupResources'] !== undefined)
    notes.push(note(['selector', 'listGroupResources'], 'lost', 'no `__Resources`: read .Properties.Resources'));
  const parameters = (selector.aws?.list_parameters ?? {}) as JsonObject;
  const { conditions, lost } = listFilter(kind, parameters);
  const parametersNote = (effect: DialectNote['effect'], detail: string): DialectNote =>
    note(['selector', 'aws', 'list_parameters'], effect, detail);
  if (conditions.length > 0)
    notes.push(parametersNote('changed', 'everything is listed, and what the parameters leave out is filtered here'));
  if (lost.length > 0)
    notes.push(parametersNote('lost', `${lost.join(', ')}: no effect, write the same wish as selector.query`));
  if (dialect === 'exporter' && selector.aws?.regions == null && selector.regionPolicy.allow === null)
    notes.push(
      note(
        ['selector'],
        'changed',
        'lists all enabled regions; settings.compatibility.defaultRegion limits it to one, as the exporter did',
      ),
    );
  return notes;
}

function reads({ selector, port }: MappingResource, member: string): boolean {
  return new RegExp(`\\.${member}\\b`).test(JSON.stringify([selector.query, port]));
}
