import { PortRejected } from '@longshore/domain';

/**
 * Builds a path with every inserted segment encoded: identifiers hold `/`, `:` and `+`.
 * `.` and `..` cannot be encoded (WHATWG URL 4.3 reads `%2E` as a dot) and Port allows neither as an identifier.
 */
export function portPath(literals: TemplateStringsArray, ...segments: string[]): string {
  const encoded = segments.map((segment) => {
    if (/^\.{0,2}$/.test(segment)) throw new PortRejected(422, 'invalid_request', `"${segment}" is not an identifier`);
    return encodeURIComponent(segment);
  });
  return String.raw({ raw: literals }, ...encoded);
}
