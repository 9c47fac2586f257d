import type { EntryProgram } from '../ports/mapper.js';
import { olderKind } from './dialect/older-kinds.js';
import { jqTree, type JqNode } from './jq-tree.js';
import { expressionsOf } from './program-expressions.js';

/** Members below `Properties`, outermost first; with the last one all below it is meant. */
export type PropertyPath = readonly string[];

/**
 * Which properties of a resource an entry may read. Null where its jq does not tell: whoever asks then has to expect all of them.
 * Only jq that can reach the resource in no other way than by spelled-out paths is taken for understood.
 */
export function propertyReads(program: EntryProgram): PropertyPath[] | null {
  const { older } = program;
  if (older && (older.dialect === 'exporter' || olderKind(older.dialect, older.kind))) return null;
  const paths = new Map<string, PropertyPath>();
  for (const expression of expressionsOf(program)) {
    const nodes = jqTree(expression);
    const found = nodes && pipeline(nodes);
    if (!found) return null;
    for (const path of found) paths.set(JSON.stringify(path), path);
  }
  return [...paths.values()];
}

type Reads = PropertyPath[] | null;

/** Words that neither pass the resource on nor look into it, and functions of which that holds for what they are given. */
const HARMLESS = new Set(['null', 'true', 'false', 'empty', 'not', 'and', 'or', 'try', 'catch', 'as', 'now', 'error']);
const HARMLESS_CALLS = new Set(['first', 'last', 'limit', 'any', 'all', 'isempty', 'range', 'error']);
const OPERATORS = new Set(['+', '-', '*', '/', '%', '==', '!=', '<', '>', '<=', '>=', '//', ',', ':', '?']);

/** Of code whose input is the resource: behind the first `|` another value is the input, unless a variable was bound there. */
function pipeline(nodes: JqNode[]): Reads {
  const reads: PropertyPath[] = [];
  for (const segment of split(nodes, '|')) {
    const found = terms(segment);
    if (!found) return null;
    reads.push(...found);
    if (!segment.some((node) => node.type === 'word' && node.text === 'as')) break;
  }
  return reads;
}

function terms(nodes: JqNode[]): Reads {
  const reads: PropertyPath[] = [];
  for (let at = 0; at < nodes.length; ) {
    const term = termAt(nodes, at);
    if (!term) return null;
    reads.push(...term.reads);
    at = term.next;
  }
  return reads;
}

function termAt(nodes: JqNode[], at: number): { reads: PropertyPath[]; next: number } | null {
  const node = nodes[at] as JqNode;
  if (node.type === 'other') return isHarmless(node.text) ? { reads: [], next: at + 1 } : null;
  const chain = chainAfter(nodes, at + 1);
  if (!chain) return null;
  if (node.type === 'field') {
    if (node.text !== 'Properties') return chain;
    return chain.path.length === 0 ? null : { ...chain, reads: [...chain.reads, chain.path] };
  }
  if (node.type === 'word') return wordAt(nodes, at);
  const inside = node.type === 'variable' ? [] : node.type === 'string' ? all(node.inner) : group(node);
  return inside && { ...chain, reads: [...inside, ...chain.reads] };
}

const isHarmless = (text: string): boolean => OPERATORS.has(text) || /^\.?\d/.test(text);

function wordAt(nodes: JqNode[], at: number): { reads: PropertyPath[]; next: number } | null {
  const word = nodes[at] as Extract<JqNode, { type: 'word' }>;
  const after = nodes[at + 1];
  if (after?.type === 'group' && after.open === '(' && HARMLESS_CALLS.has(word.text)) {
    const reads = group(after);
    const chain = chainAfter(nodes, at + 2);
    return reads && chain && { ...chain, reads: [...reads, ...chain.reads] };
  }
  const isFormat = word.text.startsWith('@') && after?.type === 'string';
  return isFormat || HARMLESS.has(word.text) ? { reads: [], next: at + 1 } : null;
}

/** What follows a term without an operator: `.Name`, `."Name"`, `["Name"]`, another index, `?`. `path`: its spelled-out beginning. */
function chainAfter(nodes: JqNode[], from: number): { path: string[]; reads: PropertyPath[]; next: number } | null {
  const path: string[] = [];
  const reads: PropertyPath[] = [];
  let isSpelled = true;
  let at = from;
  for (let link = linkAt(nodes, at); link; link = linkAt(nodes, at)) {
    if (!link.reads) return null;
    isSpelled &&= link.name !== null;
    if (isSpelled) path.push(...(link.name ?? []));
    reads.push(...link.reads);
    at = link.next;
  }
  return { path, reads, next: at };
}

interface Link {
  /** The member that it goes to, none for `?`; null where that is not spelled out. */
  name: string[] | null;
  reads: Reads;
  next: number;
}

function linkAt(nodes: JqNode[], at: number): Link | null {
  const node = nodes[at];
  const quoted = nodes[at + 1];
  if (node?.type === 'field') return { name: [node.text], reads: [], next: at + 1 };
  if (node?.type === 'other' && node.text === '?') return { name: [], reads: [], next: at + 1 };
  if (node?.type === 'other' && node.text === '.' && quoted?.type === 'string')
    return { name: plain(quoted), reads: all(quoted.inner), next: at + 2 };
  if (node?.type !== 'group' || node.open !== '[') return null;
  const [only] = node.nodes;
  const name = node.nodes.length === 1 && only?.type === 'string' ? plain(only) : null;
  return { name, reads: all(split(node.nodes, ':')), next: at + 1 };
}

function plain({ text, inner }: Extract<JqNode, { type: 'string' }>): string[] | null {
  return inner.length === 0 && !text.includes('\\') ? [text] : null;
}

function group({ open, nodes }: Extract<JqNode, { type: 'group' }>): Reads {
  if (open === '{')
    return all(
      split(nodes, ',').filter((member) => member.length > 0),
      member,
    );
  if (open === 'if') return all(split(nodes, 'then', 'elif', 'else'));
  return all(split(nodes, ';'));
}

function member(nodes: JqNode[]): Reads {
  const colon = nodes.findIndex((node) => node.type === 'other' && node.text === ':');
  if (colon >= 0) return all([nodes.slice(0, colon).filter(({ type }) => type !== 'word'), nodes.slice(colon + 1)]);
  // The short form of a member reads it: `{Properties}`.
  const [only] = nodes;
  const isOther = only?.type === 'variable' || (only?.type === 'word' && only.text !== 'Properties');
  return nodes.length === 1 && isOther ? [] : null;
}

function all(parts: JqNode[][], readsOf: (part: JqNode[]) => Reads = pipeline): Reads {
  const reads: PropertyPath[] = [];
  for (const part of parts) {
    const found = readsOf(part);
    if (!found) return null;
    reads.push(...found);
  }
  return reads;
}

function split(nodes: JqNode[], ...separators: string[]): JqNode[][] {
  const parts: JqNode[][] = [[]];
  for (const node of nodes) {
    const isSeparator = (node.type === 'other' || node.type === 'word') && separators.includes(node.text);
    if (isSeparator) parts.push([]);
    else parts.at(-1)?.push(node);
  }
  return parts;
}
