import type { Json, JsonObject } from '@longshore/domain';
import { AwsFault } from '../service.js';
import type { ParameterValue } from './parameters.js';
import { formatError, type Template } from './template.js';

export interface MadeResource {
  physicalId: string;
  attributes: Readonly<Record<string, string>>;
}

/** What AWS::NoValue is: the member or item that holds it is left out. */
const NO_VALUE = Symbol('AWS::NoValue');
type Resolved = Json | typeof NO_VALUE;

interface Names {
  parameters: ReadonlyMap<string, ParameterValue>;
  /** `AWS::Region` and the like. */
  pseudo: Readonly<Record<string, string>>;
}

/** Computes the values of a template while its stack is being made. */
export class Evaluator {
  /** Resources made so far, by logical id. */
  readonly made = new Map<string, MadeResource>();

  constructor(
    private readonly template: Template,
    private readonly names: Names,
  ) {}

  /** Throws ValidationError for an unknown function, name, attribute or argument. */
  value(json: Json): Json {
    const resolved = this.resolve(json);
    return resolved === NO_VALUE ? null : resolved;
  }

  /** True for a resource or output without a condition. */
  condition(name: string | undefined): boolean {
    if (name === undefined) return true;
    const expression = this.template.Conditions[name];
    if (expression === undefined) throw formatError(`Unresolved condition ${name}`);
    return this.resolve(expression) === true;
  }

  private resolve(json: Json): Resolved {
    if (Array.isArray(json)) return json.map((item) => this.resolve(item)).filter((item) => item !== NO_VALUE);
    if (json === null || typeof json !== 'object') return json;
    const entries = Object.entries(json);
    const [first] = entries;
    if (entries.length === 1 && first !== undefined && isFunction(...first)) return this.call(...first);
    const resolved = entries.map(([key, member]) => [key, this.resolve(member)] as const);
    return Object.fromEntries(resolved.filter(([, member]) => member !== NO_VALUE)) as JsonObject;
  }

  private call(name: string, argument: Json): Resolved {
    if (name === 'Ref') return this.reference(String(argument));
    if (name === 'Condition') return this.condition(String(argument));
    if (name === 'Fn::GetAtt') return this.attribute(argument);
    if (name === 'Fn::Sub') return this.substitute(argument);
    if (name === 'Fn::If') return this.choose(argument);
    const items = this.resolve(argument);
    const pure = PURE_FUNCTIONS[name];
    if (pure === undefined || !Array.isArray(items)) throw formatError(`Unrecognized use of ${name}`);
    return pure(items);
  }

  private reference(name: string): Resolved {
    if (name === 'AWS::NoValue') return NO_VALUE;
    const value = this.names.parameters.get(name) ?? this.names.pseudo[name] ?? this.made.get(name)?.physicalId;
    if (value === undefined) throw new AwsFault('ValidationError', `Unresolved reference ${name}`);
    return value;
  }

  private attribute(argument: Json): string {
    const [name, attribute] = Array.isArray(argument) ? argument.map(String) : String(argument).split(/\.(.*)/s);
    const value = this.made.get(name ?? '')?.attributes[attribute ?? ''];
    if (value === undefined) {
      throw new AwsFault('ValidationError', `Requested attribute ${attribute} does not exist in schema for ${name}`);
    }
    return value;
  }

  private substitute(argument: Json): string {
    const [text, variables = {}] = Array.isArray(argument) ? argument : [argument];
    const own = this.resolve(variables) as JsonObject;
    return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      const value = Object.hasOwn(own, name)
        ? own[name]
        : name.includes('.')
          ? this.attribute(name)
          : this.reference(name);
      return String(value);
    });
  }

  private choose(argument: Json): Resolved {
    if (!Array.isArray(argument) || argument.length !== 3) throw formatError('Fn::If requires three arguments');
    const [name, whenTrue = null, whenFalse = null] = argument;
    return this.resolve(this.condition(String(name)) ? whenTrue : whenFalse);
  }
}

function isFunction(key: string, argument: Json): boolean {
  return key === 'Ref' || key.startsWith('Fn::') || (key === 'Condition' && typeof argument === 'string');
}

/** Functions of their arguments alone. */
const PURE_FUNCTIONS: Record<string, (items: Json[]) => Json> = {
  'Fn::Equals': ([a, b]) => String(a) === String(b),
  'Fn::Not': ([value]) => value !== true,
  'Fn::And': (items) => items.every((item) => item === true),
  'Fn::Or': (items) => items.some((item) => item === true),
  'Fn::Join': ([separator, items]) => [items ?? []].flat().map(String).join(String(separator)),
  'Fn::Split': ([separator, text]) => String(text).split(String(separator)),
  'Fn::Select': ([index, items]) => {
    const selected = [items ?? []].flat()[Number(index)];
    if (selected === undefined) throw formatError('Fn::Select cannot select nonexistent value at index');
    return selected;
  },
};
