import type { Json, JsonObject } from '@longshore/domain';
import { fill, type Template, type Templates } from '@longshore/kinds';

/** What placeholders stand for. A time may be given, since inputs of the SDK want one. */
export type Names = { readonly [name: string]: Json | Date | undefined };

type Rendered = Json | Date | Rendered[] | { [member: string]: Rendered };

/** A template's members with their placeholders filled; a member that has an unknown one is left out. */
export function render(templates: Templates = {}, names: Names): { [member: string]: Rendered } {
  const members = Object.entries(templates).flatMap(([member, template]) => {
    const value = rendered(template, names);
    return value === undefined ? [] : [[member, value] as const];
  });
  return Object.fromEntries(members);
}

export function renderText(template: string, names: Names): Json | Date | undefined {
  return fill(template, (placeholder) => valueOf(placeholder, names));
}

function rendered(template: Template, names: Names): Rendered | undefined {
  if (typeof template === 'string') return renderText(template, names);
  if (Array.isArray(template)) return template.flatMap((element) => rendered(element, names) ?? []);
  return template !== null && typeof template === 'object' ? render(template, names) : template;
}

function valueOf(placeholder: string, names: Names): Json | Date | undefined {
  const [path = '', filter] = placeholder.split('|');
  const [first = '', ...rest] = path.split('.');
  const value = names[first];
  const found = value instanceof Date ? value : at(value, rest);
  return filter === 'name' && typeof found === 'string' ? found.split(/[/:]/).at(-1) : found;
}

/** The member at a path of plain names; undefined where there is none. */
export function at(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, name) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return undefined;
    return Object.hasOwn(inner, name) ? inner[name] : undefined;
  }, value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
