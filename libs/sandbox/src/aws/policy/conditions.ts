import { matchesWildcard } from './wildcard.js';

/** What is known about a request, by condition key in lower case. A key without values is absent. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

/** `{ StringEquals: { "host/path:aud": ["sts.amazonaws.com"] } }` */
export type ConditionBlock = Record<string, Record<string, string[]>>;

type Comparison = (value: string, wanted: string) => boolean;

const sameText: Comparison = (value, wanted) => value === wanted;
const sameLetters: Comparison = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();

function byDate(test: (value: number, wanted: number) => boolean): Comparison {
  return (value, wanted) => test(Date.parse(value), Date.parse(wanted));
}

function byNumber(test: (value: number, wanted: number) => boolean): Comparison {
  return (value, wanted) => test(Number(value), Number(wanted));
}

const COMPARISONS: Record<string, Comparison> = {
  StringEquals: sameText,
  StringEqualsIgnoreCase: sameLetters,
  StringLike: matchesWildcard,
  ArnEquals: matchesWildcard,
  ArnLike: matchesWildcard,
  Bool: sameLetters,
  DateEquals: byDate((value, wanted) => value === wanted),
  DateLessThan: byDate((value, wanted) => value < wanted),
  DateLessThanEquals: byDate((value, wanted) => value <= wanted),
  DateGreaterThan: byDate((value, wanted) => value > wanted),
  DateGreaterThanEquals: byDate((value, wanted) => value >= wanted),
  NumericEquals: byNumber((value, wanted) => value === wanted),
  NumericLessThan: byNumber((value, wanted) => value < wanted),
  NumericLessThanEquals: byNumber((value, wanted) => value <= wanted),
  NumericGreaterThan: byNumber((value, wanted) => value > wanted),
  NumericGreaterThanEquals: byNumber((value, wanted) => value >= wanted),
};

const NEGATIONS: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  DateNotEquals: 'DateEquals',
  NumericNotEquals: 'NumericEquals',
};

interface Operator {
  set: 'ForAllValues' | 'ForAnyValue' | undefined;
  name: string;
  ifExists: boolean;
}

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Undefined when IAM, as far as it is known here, has no such operator. */
export function parseOperator(text: string): Operator | undefined {
  const [, set, name = '', ifExists] = OPERATOR.exec(text) ?? [];
  if (name !== 'Null' && !(name in COMPARISONS) && !(name in NEGATIONS)) return undefined;
  return { set: set as Operator['set'], name, ifExists: ifExists !== undefined };
}

/** All operators and all their keys must hold; one value of a list is enough. */
export function conditionsHold(block: ConditionBlock, context: ConditionContext): boolean {
  return Object.entries(block).every(([text, keys]) => {
    const operator = parseOperator(text);
    if (operator === undefined) return false;
    return Object.entries(keys).every(([key, wanted]) => holds(operator, context.get(key.toLowerCase()) ?? [], wanted));
  });
}

function holds(operator: Operator, values: readonly string[], wanted: string[]): boolean {
  if (operator.name === 'Null') return wanted.includes(String(values.length === 0));
  const negated = operator.name in NEGATIONS;
  if (values.length === 0) {
    // IAM User Guide: ForAllValues is true for an absent key, a negated operator too, ForAnyValue is not.
    if (operator.set === 'ForAnyValue') return operator.ifExists;
    return operator.ifExists || operator.set === 'ForAllValues' || negated;
  }
  const comparison = COMPARISONS[NEGATIONS[operator.name] ?? operator.name] ?? sameText;
  const passes = (value: string) => wanted.some((one) => comparison(value, one)) !== negated;
  const all = operator.set === 'ForAllValues' || (negated && operator.set === undefined);
  return all ? values.every(passes) : values.some(passes);
}
