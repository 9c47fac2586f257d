import { AwsCallFailed } from '@longshore/domain';

/** Whether AWS failed a call with one of these: a code, or a code and a part of its message (`Code: part`). */
export function said(error: unknown, patterns: readonly string[] = []): error is AwsCallFailed {
  if (!(error instanceof AwsCallFailed)) return false;
  const { awsCode, detail } = error.failure;
  return patterns.some((pattern) => {
    const [code = '', ...part] = pattern.split(': ');
    return awsCode === code && detail.includes(part.join(': '));
  });
}
