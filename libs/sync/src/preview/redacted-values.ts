import type { Json, JsonObject } from '@longshore/domain';

/**
 * The resource with other values where some were taken out, of another type even: what a mapping makes of both alike does not depend
 * on them.
 */
export function withOtherValues({ raw, redacted }: { raw: JsonObject; redacted: string[] }): JsonObject {
  return redacted.reduce<Json>((value, pointer) => replaced(value, pointer.split('/').slice(1)), raw) as JsonObject;
}

const OTHER: Json = { other: 1 };

function replaced(value: Json, [step, ...rest]: string[]): Json {
  if (step === undefined) return OTHER;
  if (value === null || typeof value !== 'object') return value;
  // RFC 6901: `~1` before `~0`.
  const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === name ? replaced(inner, rest) : inner));
  return { ...value, [name]: replaced(value[name] ?? null, rest) };
}
