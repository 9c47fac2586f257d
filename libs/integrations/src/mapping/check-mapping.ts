import {
  entryPrograms,
  mappingExpressions,
  Mapper,
  type InputProblem,
  type MappingDocument,
  type TenantId,
} from '@longshore/domain';
import type { Kinds } from '@longshore/kinds';
import { Injectable } from '@nestjs/common';
import type { Integration } from '../integration.js';
import type { KnownKinds } from '../kinds/tenant-kinds.js';
import { TenantKinds } from '../kinds/tenant-kinds.js';
import { MappingInvalid } from './mapping-invalid.error.js';
import type { MappingSource } from './mapping-source.js';
import { readDocument } from './read-document.js';
import { rootedSource } from './rooted-source.js';
import { unknownRegions } from './unknown-regions.js';
import { unusableShapes } from './unusable-shapes.js';

/** Expressions that are compiled at the same time. */
const AT_ONCE = 8;

/** Whose mapping it is: what its accounts have for themselves is known in it, and its settings limit it. */
export interface MappingOwner extends Pick<Integration, 'id' | 'settings'> {
  tenantId: TenantId;
}

export interface CheckedMapping {
  source: MappingSource;
  document: MappingDocument;
  kinds: Kinds;
  tolerated: InputProblem[];
}

/** Says before a document is stored what would fail in every sync. */
@Injectable()
export class CheckMapping {
  constructor(
    private readonly mapper: Mapper,
    private readonly tenantKinds: TenantKinds,
  ) {}

  /** Reads a source and checks it. Throws MappingInvalid for a problem, but for those that `isTolerable` lets pass; those are answered. */
  async read(
    given: MappingSource,
    owner: MappingOwner,
    isTolerable: (problem: InputProblem) => boolean = () => false,
  ): Promise<CheckedMapping> {
    const source = rootedSource(given);
    const document = readDocument(source);
    const names = entryPrograms(document).map(({ kind }) => kind);
    const known = await this.tenantKinds.knowing(owner.tenantId, names, owner.id);
    const problems = await this.problems(document, owner, known);
    if (!problems.every(isTolerable)) throw new MappingInvalid(source.locate(problems));
    return { source, document, kinds: known.kinds, tolerated: source.locate(problems) };
  }

  /** Every unknown kind, action and region and every broken jq expression; empty when the document can be used. */
  private async problems(
    document: MappingDocument,
    { settings }: MappingOwner,
    known: KnownKinds,
  ): Promise<InputProblem[]> {
    return [
      ...unknownKinds(document, known),
      ...unusableShapes(document, known.kinds, settings.maxIncludedActions),
      ...unknownRegions(document),
      ...(await this.brokenExpressions(document)),
    ];
  }

  private async brokenExpressions(document: MappingDocument): Promise<InputProblem[]> {
    const located = mappingExpressions(document);
    const broken = await this.broken([...new Set(located.map(({ expression }) => expression))]);
    return located.flatMap(({ pointer, expression }) => {
      const detail = broken.get(expression);
      return detail === undefined ? [] : [{ pointer, detail: `is not usable jq: ${detail}` }];
    });
  }

  private async broken(expressions: string[]): Promise<Map<string, string>> {
    const broken = new Map<string, string>();
    for (let start = 0; start < expressions.length; start += AT_ONCE) {
      const batch = expressions.slice(start, start + AT_ONCE);
      const verdicts = await Promise.all(batch.map(async (text) => [text, await this.mapper.check(text)] as const));
      for (const [text, verdict] of verdicts) if (!verdict.ok) broken.set(text, verdict.detail);
    }
    return broken;
  }
}

function unknownKinds(document: MappingDocument, { kinds, notices }: KnownKinds): InputProblem[] {
  return entryPrograms(document).flatMap(({ kind }, index) => {
    if (kinds.find(kind)) return [];
    const similar = kinds.suggest(kind);
    const hint = similar.length > 0 ? `did you mean ${similar.join(' or ')}?` : 'GET /v1/kinds lists what exists.';
    const detail = [`${kind} is not a kind that AWS has; ${hint}`, ...notices].join(' ');
    return [{ pointer: `/resources/${index}/kind`, detail }];
  });
}
