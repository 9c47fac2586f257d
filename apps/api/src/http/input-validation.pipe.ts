import { StandardSchemaValidationPipe } from '@nestjs/common';
import { InvalidInput, jsonPointer, type InputProblem } from '@longshore/domain';

/** An issue as zod reports it through the Standard Schema interface. */
interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
  /** zod's own: of members that the schema does not have. */
  readonly keys?: readonly string[];
}

/** Checks every `@Body({ schema })`, `@Query({ schema })` and `@Param({ schema })`, and names each wrong member by its pointer. */
export function inputValidation(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues: readonly Issue[]) => new InvalidInput(issues.flatMap(problemsOf)),
  });
}

function problemsOf(issue: Issue): InputProblem[] {
  const path = (issue.path ?? []).map((step) => (typeof step === 'object' ? step.key : step));
  if (!issue.keys) return [{ pointer: jsonPointer(path), detail: issue.message }];
  return issue.keys.map((key) => ({
    pointer: jsonPointer([...path, key]),
    detail: 'is not known here: check its spelling and place',
  }));
}
