import type { JsonObject } from '@longshore/domain';
import type { SignedRequest } from '../signature/signature-v4.js';
import type { Call } from '../wire/read-call.js';

/** `GET /{Bucket}?tagging`: labels of one segment, `{Key+}` of all that follow, and parameters of the query that have to be there. */
export type Route = readonly [method: 'GET' | 'POST', path: string, operation: string];

/** Finds the operation of a REST request; labels and parameters of the query are its input, under their names of the wire. */
export function readRoute(routes: readonly Route[]): (request: SignedRequest) => Call {
  const compiled = routes.map(([method, template, operation]) => ({ method, operation, ...compile(template) }));
  return ({ method, target, body }) => {
    const [path = '/', search = ''] = target.split('?', 2);
    const query = new URLSearchParams(search);
    for (const route of compiled) {
      const labels = route.path.exec(path)?.groups;
      const isAsked = route.flags.every((flag) => query.has(flag));
      if (route.method !== method || labels === undefined || !isAsked) continue;
      return {
        operation: route.operation,
        input: { ...parameters(query, route.flags), ...decoded(labels), ...json(body) },
      };
    }
    return { operation: `${method} ${path}`, input: {} };
  };
}

function compile(template: string): { path: RegExp; flags: string[] } {
  const [path = '', flags = ''] = template.split('?', 2);
  const pattern = path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)').replace(/\{(\w+)\+\}/g, '(?<$1>.+)');
  // An empty group makes `groups` an object for a path without labels, too.
  return { path: new RegExp(`^${pattern}/?(?<_>)$`), flags: flags === '' ? [] : flags.split('&') };
}

/** The SDK names the operation in `x-id`, which no service reads. */
function parameters(query: URLSearchParams, flags: readonly string[]): JsonObject {
  return Object.fromEntries([...query].filter(([name]) => name !== 'x-id' && !flags.includes(name)));
}

function decoded(labels: { [name: string]: string }): JsonObject {
  const own = Object.entries(labels).filter(([name]) => name !== '_');
  return Object.fromEntries(own.map(([name, text]) => [name, decodeURIComponent(text)]));
}

function json(body: Buffer): JsonObject {
  return body.length === 0 ? {} : (JSON.parse(body.toString('utf8')) as JsonObject);
}
