import { LineCounter, parseDocument, type Document } from 'yaml';
import type { InputProblem } from '@longshore/domain';
import { MappingInvalid } from './mapping-invalid.error.js';

/** Enough for anchors in real documents, too few for a document that explodes ("billion laughs"). */
const MAX_ALIASES = 100;

/** A mapping as its author wrote it. */
export interface MappingSource {
  text: string;
  value: unknown;
  /** Adds to each problem where in the text it is, where that can be told. */
  locate: (problems: InputProblem[]) => InputProblem[];
}

export function jsonSource(text: string, value: unknown): MappingSource {
  return { text, value, locate: (problems) => problems };
}

/** JSON is YAML too, and only YAML tells where in the text something is. Throws like `yamlSource`. */
export function textSource(text: string): MappingSource {
  try {
    return yamlSource(text);
  } catch (error) {
    const value = jsonIn(text);
    if (value === undefined) throw error;
    return jsonSource(text, value);
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** YAML 1.2. Throws MappingInvalid with line and column of each syntax error. */
export function yamlSource(text: string): MappingSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
    uniqueKeys: true,
  });
  const problems = document.errors.map((error) => ({
    pointer: '',
    detail: `${placeOf(lines, error.pos[0])}: ${error.message}`,
  }));
  if (problems.length > 0) throw new MappingInvalid(problems);
  return {
    text,
    value: valueOf(document),
    locate: (found) => found.map((problem) => located(document, lines, problem)),
  };
}

function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw new MappingInvalid([{ pointer: '', detail: error instanceof Error ? error.message : 'unreadable YAML' }]);
  }
}

/** A missing member has no place of its own: its nearest parent's is given. */
function located(document: Document, lines: LineCounter, problem: InputProblem): InputProblem {
  const path = problem.pointer.split('/').slice(1).map(unescapeStep);
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return { ...problem, detail: `${problem.detail} (${placeOf(lines, node.range[0])})` };
  }
  return problem;
}

/** RFC 6901: `~1` before `~0`. */
function unescapeStep(step: string): string | number {
  const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
  return /^\d+$/.test(name) ? Number(name) : name;
}

function placeOf(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `line ${line}, column ${col}`;
}
