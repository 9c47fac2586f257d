import { type Config, configOf } from './config.js';
import { describeConfig } from './describe-config.js';
import { InvalidConfig } from './invalid-config.error.js';
import { variables } from './variables.js';

export interface ConfigProblem {
  variable: string;
  reason: string;
  example: string | null;
}

const SERVICE_ENDPOINT = 'AWS_ENDPOINT_URL_';

/**
 * Reads and checks the environment; an empty variable counts as absent. Throws InvalidConfig, which names every bad
 * variable at once and repeats no value, since some are secret.
 */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const present = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const input = {
    ...Object.fromEntries(present),
    'AWS_ENDPOINT_URL_<SERVICE>': Object.fromEntries(present.filter(([name]) => name.startsWith(SERVICE_ENDPOINT))),
  };
  const parsed = variables.safeParse(input);
  const problems = [
    ...unknownVariables(present.map(([name]) => name)),
    ...(parsed.error?.issues ?? []).map((issue) => problem(String(issue.path.at(-1)), issue.message)),
  ];
  if (parsed.data?.NODE_ENV === 'production' && !parsed.data.ENCRYPTION_KEY) {
    problems.push(
      problem('ENCRYPTION_KEY', 'required when NODE_ENV is production, made with: openssl rand -base64 32'),
    );
  }
  if (!parsed.data || problems.length > 0) throw new InvalidConfig(problems);
  return configOf(parsed.data);
}

/** A misspelt setting must not be ignored in silence; other prefixes belong to other programs. */
function unknownVariables(names: string[]): ConfigProblem[] {
  return names
    .filter((name) => name.startsWith('LONGSHORE_'))
    .map((variable) => {
      const meant = variable.slice('LONGSHORE_'.length);
      const known = meant in variables.shape;
      return { ...problem(meant, known ? `unknown; the name is ${meant}` : 'unknown; remove it'), variable };
    });
}

function problem(variable: string, reason: string): ConfigProblem {
  const described = variable.startsWith(SERVICE_ENDPOINT) ? `${SERVICE_ENDPOINT}<SERVICE>` : variable;
  const example = describeConfig().find(({ name }) => name === described)?.example;
  return { variable, reason, example: example === undefined ? null : `${variable}=${example}` };
}
