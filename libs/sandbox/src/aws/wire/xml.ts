import type { Json } from '@longshore/domain';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Elements in the form of the AWS query protocol: the items of a list stand in `member`; null is left out. */
export function toXml(value: Json): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (typeof value !== 'object') return escapeXml(String(value));
  return Object.entries(value)
    .filter(([, member]) => member !== null)
    .map(([name, member]) => `<${name}>${toXml(member)}</${name}>`)
    .join('');
}

/** Elements in the form of the other XML protocols: a list repeats the element that it stands under; null is left out. */
export function toElements(tree: Json): string {
  if (tree === null || typeof tree !== 'object') return escapeXml(String(tree ?? ''));
  return Object.entries(tree)
    .filter(([, member]) => member !== null)
    .flatMap(([name, member]) => [member].flat().map((one) => `<${name}>${toElements(one)}</${name}>`))
    .join('');
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (one) => ESCAPES[one] ?? one);
}
