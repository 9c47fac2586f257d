/** A JSON value as RFC 8259 has it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

/** The same text for the same value whatever the order of its keys: what hashes are computed over (after RFC 8785, keys in UTF-16 order). */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  // Every resource and entity passes here: one growing text takes half as long as a list of texts that is joined.
  let text = '';
  if (Array.isArray(value)) {
    for (const element of value) text += text === '' ? canonicalJson(element) : `,${canonicalJson(element)}`;
    return `[${text}]`;
  }
  for (const key of Object.keys(value).sort()) {
    const member = `${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`;
    text += text === '' ? member : `,${member}`;
  }
  return `{${text}}`;
}
