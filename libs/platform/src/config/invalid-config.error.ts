import type { ConfigProblem } from './load-config.js';

/** The environment cannot be used; the process must not start. */
export class InvalidConfig extends Error {
  override readonly name = 'InvalidConfig';

  constructor(readonly problems: ConfigProblem[]) {
    const lines = problems.map(
      ({ variable, reason, example }) => `  ${variable}: ${reason}.${example ? ` Example: ${example}` : ''}`,
    );
    super(`The environment has ${problems.length === 1 ? 'a bad variable' : 'bad variables'}:\n${lines.join('\n')}`);
  }
}
