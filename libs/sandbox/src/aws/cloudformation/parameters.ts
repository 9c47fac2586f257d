import { AwsFault } from '../service.js';
import type { Parameter, Template } from './template.js';

export type ParameterValue = string | string[];

/** The value of each parameter: as given, or its default. Throws ValidationError in CloudFormation's words. */
export function resolveParameters(
  template: Template,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, ParameterValue> {
  const declared = Object.entries(template.Parameters);
  const strangers = Object.keys(given).filter((name) => !Object.hasOwn(template.Parameters, name));
  if (strangers.length > 0) throw invalid(`Parameters: [${strangers.join(', ')}] do not exist in the template`);
  const missing = declared.filter(([name, { Default }]) => given[name] === undefined && Default === undefined);
  if (missing.length > 0) {
    throw invalid(`Parameters: [${missing.map(([name]) => name).join(', ')}] must have values`);
  }
  return new Map(
    declared.map(([name, parameter]) => {
      const text = given[name] ?? parameter.Default ?? '';
      const value = parameter.Type === 'CommaDelimitedList' ? splitList(text) : text;
      [value].flat().forEach((one) => check(name, parameter, one));
      return [name, value];
    }),
  );
}

function splitList(text: string): string[] {
  return text.split(',').map((item) => item.trim());
}

function check(name: string, parameter: Parameter, value: string): void {
  const { AllowedPattern, AllowedValues, ConstraintDescription, MinLength = 0, MaxLength = Infinity } = parameter;
  if (AllowedValues !== undefined && !AllowedValues.includes(value)) {
    throw refused(name, ConstraintDescription ?? `must be one of [${AllowedValues.join(', ')}]`);
  }
  // CloudFormation matches the whole value.
  if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`).test(value)) {
    throw refused(name, ConstraintDescription ?? `must match pattern ${AllowedPattern}`);
  }
  if (value.length < MinLength || value.length > MaxLength) {
    throw refused(name, ConstraintDescription ?? `must have ${MinLength} to ${MaxLength} characters`);
  }
  if (parameter.Type === 'Number' && (value.trim() === '' || Number.isNaN(Number(value)))) {
    throw refused(name, 'must be a number');
  }
}

function refused(name: string, constraint: string): AwsFault {
  return invalid(`Parameter ${name} failed to satisfy constraint: ${constraint}`);
}

function invalid(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}
