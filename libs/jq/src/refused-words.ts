const NO_BATCH = 'it reaches beyond the resource that is mapped';
const NO_PLACE = 'its result depends on how resources are batched';
const NO_MODULES = 'there are no modules to load';
const NO_ENVIRONMENT = 'a mapping reads the resource only, never the environment of the service';
const NO_LOG = 'what it prints is read by nobody; preview the mapping instead';

/** jq that makes no sense, or does harm, where many resources of a tenant run through one program. */
const REFUSED = new Map([
  ['halt', NO_BATCH],
  ['halt_error', NO_BATCH],
  ['input', NO_BATCH],
  ['inputs', NO_BATCH],
  ['debug', NO_LOG],
  ['stderr', NO_LOG],
  ['input_filename', NO_PLACE],
  ['input_line_number', NO_PLACE],
  ['$__loc__', NO_PLACE],
  ['$__prog_args', NO_PLACE],
  ['get_search_list', NO_MODULES],
  ['modulemeta', NO_MODULES],
  ['import', NO_MODULES],
  ['include', NO_MODULES],
  ['env', NO_ENVIRONMENT],
  ['$ENV', NO_ENVIRONMENT],
]);

/** Comment, quote, parenthesis, field (`.env` is one), word with the colon of an object key (`{env: 1}`), anything else. */
const CODE = /#[^\n]*|"|[()]|\.[A-Za-z_]\w*|\$?[A-Za-z_]\w*(?:\s*:(?!:))?|[^]/y;
const TEXT = /\\\(|\\[^]|"|[^"\\]+|\\/y;

/**
 * Words that jq would resolve to a function, a keyword or a variable: outside strings, comments, fields and object keys.
 * The short form of a member, `{env}`, counts as well; `{env: .env}` says the same and does not.
 */
export function wordsOf(expression: string): string[] {
  const words: string[] = [];
  // Open parentheses of the outer code and of each string interpolation that is open; a string is `null`.
  const nesting: (number | null)[] = [0];
  for (let at = 0; at < expression.length; ) {
    const open = nesting.at(-1) ?? null;
    const pattern = open === null ? TEXT : CODE;
    pattern.lastIndex = at;
    const token = pattern.exec(expression)?.[0] ?? ' ';
    at += token.length;
    if (open === null) {
      if (token === '"') nesting.pop();
      if (token === '\\(') nesting.push(0);
    } else if (token === '"') nesting.push(null);
    else if (token === ')' && open === 0 && nesting.length > 1) nesting.pop();
    else if (token === '(' || token === ')') nesting[nesting.length - 1] = open + (token === '(' ? 1 : -1);
    else if (/^\$?\w+$/.test(token)) words.push(token);
  }
  return words;
}

/** Why a word of the expression is not available here; null when all are. */
export function refusalOf(words: string[]): string | null {
  const word = words.find((each) => REFUSED.has(each));
  return word === undefined ? null : `uses ${word}, which is not available: ${REFUSED.get(word)}`;
}
