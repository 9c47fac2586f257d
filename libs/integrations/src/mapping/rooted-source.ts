import type { InputProblem } from '@longshore/domain';
import type { MappingSource } from './mapping-source.js';

/** Examples in documentation are often one entry, or a list of them: either is taken for a whole document. */
export function rootedSource(source: MappingSource): MappingSource {
  const { value, text, locate } = source;
  const isEntry = typeof value === 'object' && value !== null && 'kind' in value && !('resources' in value);
  if (!Array.isArray(value) && !isEntry) return source;
  const resources = isEntry ? [value] : value;
  const root = isEntry ? '/resources/0' : '/resources';
  return { text, value: { resources }, locate: (problems) => locate(problems.map((problem) => below(root, problem))) };
}

function below(root: string, problem: InputProblem): InputProblem {
  return problem.pointer.startsWith(root) ? { ...problem, pointer: problem.pointer.slice(root.length) } : problem;
}
