/** Double-quoted strings are left alone; the two other branches are Ocean's rules for an opening and a closing single quote. */
const QUOTES = /"(?:\\.|[^"\\])*"|(?<=^|\s)'(?!\s|")|(?<!\s|")'(?=\s|$)/g;

/** What Port accepts as the identifier of a blueprint; such a bare word is never useful jq. */
const BLUEPRINT_NAME = /^[\w@=-]+$/;

/**
 * Turns the single quotes that mappings in the wild carry (`'a' + .b`) into the double quotes that jq knows.
 * As in Port's own integrations only quotes at either end of the text or beside white space count: `(.a=='x')` stays as it is.
 */
export function withJqQuotes(expression: string): string {
  return expression.replace(QUOTES, (quote) => (quote.length > 1 ? quote : '"'));
}

/** The exporter writes `blueprint: lambda`, Ocean writes `blueprint: '"lambda"'`: a bare word is its own name. */
export function blueprintExpression(text: string): string {
  return BLUEPRINT_NAME.test(text) ? JSON.stringify(text) : withJqQuotes(text);
}
