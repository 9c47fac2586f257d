import { variables } from './variables.js';

export interface VariableDescription {
  name: string;
  /** What holds when the variable is absent. */
  default: string;
  meaning: string;
  example: string;
}

/** Every variable in the order of the documentation, which is generated from this. */
export function describeConfig(): VariableDescription[] {
  return Object.entries(variables.shape).map(([name, schema]) => {
    const { absent = '', meaning = '', example = '' } = schema.meta() ?? {};
    return { name, default: absent, meaning, example };
  });
}
