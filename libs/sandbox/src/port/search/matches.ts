import type { StoredEntity } from '../entity-store.js';
import type { Rule, SearchQuery, TextOperator } from '../schemas/search.js';

/** Whether an entity satisfies a query; an empty list of rules lets everything pass. */
export function matches(entity: StoredEntity, query: SearchQuery): boolean {
  const passes = (rule: Rule | SearchQuery) =>
    'combinator' in rule ? matches(entity, rule) : compare(rule, fieldOf(entity, rule));
  if (query.rules.length === 0) return true;
  return query.combinator === 'and' ? query.rules.every(passes) : query.rules.some(passes);
}

/** Meta-properties carry a `$`; `$datasource` is undocumented: the User-Agent of the last writer. */
const META: { [property: string]: (entity: StoredEntity) => unknown } = {
  $identifier: (entity) => entity.identifier,
  $title: (entity) => entity.title,
  $icon: (entity) => entity.icon,
  $blueprint: (entity) => entity.blueprint,
  $team: (entity) => entity.team,
  $createdAt: (entity) => entity.createdAt,
  $createdBy: (entity) => entity.createdBy,
  $updatedAt: (entity) => entity.updatedAt,
  $updatedBy: (entity) => entity.updatedBy,
  $datasource: (entity) => entity.datasource,
};

function fieldOf(entity: StoredEntity, rule: Rule): unknown {
  if ('relation' in rule) return entity.relations[rule.relation];
  const meta = META[rule.property];
  return meta ? meta(entity) : entity.properties[rule.property];
}

function compare(rule: Rule, field: unknown): boolean {
  switch (rule.operator) {
    case 'isEmpty':
      return isEmpty(field);
    case 'isNotEmpty':
      return !isEmpty(field);
    case 'between':
      return isBetween(field, rule.value);
    case 'notBetween':
      return !isBetween(field, rule.value);
    case '>':
      return order(field, rule.value) > 0;
    case '>=':
      return order(field, rule.value) >= 0;
    case '<':
      return order(field, rule.value) < 0;
    case '<=':
      return order(field, rule.value) <= 0;
    default:
      return compareText(rule.operator, field, rule.value);
  }
}

function compareText(operator: TextOperator, field: unknown, value: unknown): boolean {
  switch (operator) {
    case '=':
      return value === null ? isEmpty(field) : field === value;
    case '!=':
      return value === null ? !isEmpty(field) : field !== value;
    case 'in':
      return isAmong(field, value);
    case 'notIn':
      return !isAmong(field, value);
    case 'contains':
      return contains(field, value);
    case 'containsAny':
      return [value].flat().some((part) => contains(field, part));
    case 'doesNotContains':
      return !contains(field, value);
    case 'beginsWith':
      return typeof field === 'string' && field.startsWith(String(value));
    case 'doesNotBeginsWith':
      return !(typeof field === 'string' && field.startsWith(String(value)));
    case 'endsWith':
      return typeof field === 'string' && field.endsWith(String(value));
    case 'doesNotEndsWith':
      return !(typeof field === 'string' && field.endsWith(String(value)));
  }
}

function isEmpty(field: unknown): boolean {
  return field === undefined || field === null || field === '' || (Array.isArray(field) && field.length === 0);
}

function isAmong(field: unknown, value: unknown): boolean {
  return Array.isArray(value) && !Array.isArray(field) && !isEmpty(field) && value.includes(String(field));
}

function contains(field: unknown, value: unknown): boolean {
  if (Array.isArray(field)) return [value].flat().every((part) => field.includes(part));
  return typeof field === 'string' && [value].flat().every((part) => field.includes(String(part)));
}

function isBetween(field: unknown, range: { from: string; to: string }): boolean {
  return order(field, range.from) >= 0 && order(field, range.to) <= 0;
}

/** Numbers by value, times by instant; NaN, which fails every comparison, for anything else. */
function order(field: unknown, value: unknown): number {
  if (typeof field === 'number' && typeof value === 'number') return field - value;
  if (typeof field !== 'string' || typeof value !== 'string') return NaN;
  return Date.parse(field) - Date.parse(value);
}
