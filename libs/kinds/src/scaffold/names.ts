/** `AWS::Lambda::Function` is `lambdaFunction`, `AWS::ACMPCA::Certificate` is `acmpcaCertificate`: Port's habit for blueprints. */
export function blueprintName(kind: string): string {
  const [vendor = '', service = '', ...resource] = kind.split('::');
  const owner = vendor === 'AWS' ? service : `${vendor}${service}`;
  return `${lowerFirst(owner)}${resource.join('')}`;
}

/** `KmsKeyArn` is `kmsKeyArn`, `DBInstanceArn` is `dbInstanceArn`, `ARN` is `arn`. */
export function lowerFirst(name: string): string {
  const capitals = /^[A-Z0-9]+/.exec(name)?.[0] ?? '';
  // The last capital of several begins the next word.
  const length = capitals.length > 1 && capitals.length < name.length ? capitals.length - 1 : capitals.length;
  return name.slice(0, length).toLowerCase() + name.slice(length);
}

/** `AWS::Lambda::Function` is `Lambda function`. */
export function kindTitle(kind: string): string {
  const [service = '', ...resource] = kind.split('::').slice(1);
  const [first = '', ...rest] = titleOf(resource.join('')).split(' ');
  return [titleOf(service), isAcronym(first) ? first : first.toLowerCase(), ...rest].join(' ');
}

/** `KmsKeyArn` is `Kms key ARN`. */
export function titleOf(name: string): string {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|\d+/g) ?? [name];
  const lowered = words.map((word, place) => (place === 0 || isAcronym(word) ? word : word.toLowerCase()));
  return lowered.map((word) => (/^(arn|id|url|ip)$/i.test(word) ? word.toUpperCase() : word)).join(' ');
}

const isAcronym = (word: string): boolean => word.length > 1 && word === word.toUpperCase();
