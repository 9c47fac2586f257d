import { entryPrograms, mappingExpressions, Mapper, type InputProblem, type MappingDocument } from '@longshore/domain';
import { findKind, suggestKind } from '@longshore/kinds';
import { Injectable } from '@nestjs/common';
import type { IntegrationSettings } from '../integration-settings.js';
import { MappingInvalid } from './mapping-invalid.error.js';
import type { MappingSource } from './mapping-source.js';
import { readDocument } from './read-document.js';
import { rootedSource } from './rooted-source.js';
import { unknownRegions } from './unknown-regions.js';
import { unusableShapes } from './unusable-shapes.js';

/** Expressions that are compiled at the same time. */
const AT_ONCE = 8;

type Limits = Pick<IntegrationSettings, 'maxIncludedActions'>;

/** Says before a document is stored what would fail in every sync. */
@Injectable()
export class CheckMapping {
  constructor(private readonly mapper: Mapper) {}

  /** Reads a source and checks it. Throws MappingInvalid for a problem, but for those that `isTolerable` lets pass; those are answered. */
  async read(
    given: MappingSource,
    limits: Limits,
    isTolerable: (problem: InputProblem) => boolean = () => false,
  ): Promise<{ source: MappingSource; document: MappingDocument; tolerated: InputProblem[] }> {
    const source = rootedSource(given);
    const document = readDocument(source);
    const problems = await this.run(document, limits);
    if (!problems.every(isTolerable)) throw new MappingInvalid(source.locate(problems));
    return { source, document, tolerated: source.locate(problems) };
  }

  /** Every unknown kind, action and region and every broken jq expression; empty when the document can be used. */
  async run(document: MappingDocument, { maxIncludedActions }: Limits): Promise<InputProblem[]> {
    return [
      ...unknownKinds(document),
      ...unusableShapes(document, maxIncludedActions),
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

function unknownKinds(document: MappingDocument): InputProblem[] {
  return entryPrograms(document).flatMap(({ kind }, index) => {
    if (findKind(kind)) return [];
    const similar = suggestKind(kind);
    const hint = similar.length > 0 ? `did you mean ${similar.join(' or ')}?` : 'GET /v1/kinds lists what exists.';
    return [{ pointer: `/resources/${index}/kind`, detail: `${kind} is not a kind that AWS has; ${hint}` }];
  });
}
