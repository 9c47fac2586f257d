import type { JsonObject } from '@longshore/domain';
import type { EstateResource } from './estate/shelf.js';

type View = (resource: EstateResource) => JsonObject;

const texts = new WeakMap<View, WeakMap<EstateResource, string>>();

/** A view of a resource as JSON text, made once: a changed resource is another object. */
export function rendered(resource: EstateResource, view: View): string {
  const known = texts.get(view) ?? new WeakMap<EstateResource, string>();
  texts.set(view, known);
  const text = known.get(resource) ?? JSON.stringify(view(resource));
  known.set(resource, text);
  return text;
}
