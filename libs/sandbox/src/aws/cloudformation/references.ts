import type { Json } from '@longshore/domain';
import { AwsFault } from '../service.js';
import { formatError, type Template } from './template.js';

/** Names that a value refers to by Ref, Fn::GetAtt and Fn::Sub: parameters, resources and pseudo parameters. */
function referencesOf(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === 'Ref' && typeof member === 'string') return [member];
    if (key === 'Fn::GetAtt' && Array.isArray(member)) return [String(member[0])];
    if (key === 'Fn::Sub') return substituted(member);
    return referencesOf(member);
  });
}

function substituted(argument: Json): string[] {
  const [text, variables = {}] = Array.isArray(argument) ? argument : [argument];
  const own = Object.keys(variables as object);
  const names = [...String(text).matchAll(/\$\{([^!}.][^}.]*)[^}]*\}/g)].map(([, name = '']) => name.trim());
  return [...names.filter((name) => !own.includes(name)), ...referencesOf(variables)];
}

/** Refuses a template that refers to what it does not declare. */
export function checkReferences(template: Template): void {
  const { Parameters, Conditions, Resources, Outputs } = template;
  const known = new Set([...Object.keys(Parameters), ...Object.keys(Resources)]);
  const used = [
    ...referencesOf(Object.values(Conditions)),
    ...Object.values(Resources).flatMap(({ Properties, DependsOn }) => [...referencesOf(Properties), ...DependsOn]),
    ...Object.values(Outputs).flatMap(({ Value }) => referencesOf(Value)),
  ];
  const unknown = [...new Set(used.filter((name) => !known.has(name) && !name.startsWith('AWS::')))];
  if (unknown.length === 0) return;
  throw formatError(`Unresolved resource dependencies [${unknown.join(', ')}] in the Resources block of the template`);
}

/** Resources in an order in which each comes after those it refers to. Throws ValidationError for a circle. */
export function creationOrder(template: Template): string[] {
  const ordered: string[] = [];
  const open = new Set<string>();
  const visit = (name: string): void => {
    const resource = template.Resources[name];
    if (resource === undefined || ordered.includes(name)) return;
    if (open.has(name)) {
      throw new AwsFault('ValidationError', `Circular dependency between resources: [${[...open].join(', ')}]`);
    }
    open.add(name);
    [...referencesOf(resource.Properties), ...resource.DependsOn].forEach(visit);
    open.delete(name);
    ordered.push(name);
  };
  Object.keys(template.Resources).forEach(visit);
  return ordered;
}
