import { z } from 'zod';
import { remembering } from '../remembering.js';
import { AwsFault } from '../service.js';
import { parseOperator } from './conditions.js';

const texts = z.union([z.string(), z.array(z.string()).min(1)]).transform((value) => [value].flat());

const scalar = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const wanted = z.union([scalar, z.array(scalar)]).transform((value) => [value].flat());

/** `aws:CurrentTime`, `localhost:3000/t/a:sub`: an issuer may hold a port, so the name of the claim follows the last colon. */
const conditionKey = z.string().regex(/^.+:[^:]+$/);
const operator = z.string().refine((text) => parseOperator(text) !== undefined, 'unknown condition operator');
const condition = z.record(operator, z.record(conditionKey, wanted));

const effect = z.enum(['Allow', 'Deny']);
const version = z.enum(['2012-10-17', '2008-10-17']).optional();

const permission = z.strictObject({
  Sid: z.string().optional(),
  Effect: effect,
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: condition.optional(),
});

const trust = z.strictObject({
  Sid: z.string().optional(),
  Effect: effect,
  Principal: z.union([z.literal('*'), z.partialRecord(z.enum(['Federated', 'AWS', 'Service']), texts)]),
  Action: texts,
  Condition: condition.optional(),
});

function statements<T extends z.ZodType>(statement: T) {
  return z.union([statement.transform((one) => [one]), z.array(statement).min(1)]);
}

const permissionDocument = z.strictObject({
  Version: version,
  Id: z.string().optional(),
  Statement: statements(
    permission
      .refine((one) => (one.Action === undefined) !== (one.NotAction === undefined))
      .refine((one) => (one.Resource === undefined) !== (one.NotResource === undefined)),
  ),
});

const trustDocument = z.strictObject({ Version: version, Id: z.string().optional(), Statement: statements(trust) });

export type PermissionStatement = z.infer<typeof permission>;
export type TrustStatement = z.infer<typeof trust>;

/** The statements of an identity or session policy. Throws MalformedPolicyDocument in IAM's words. */
export const parsePermissions = remembering(1_000, (text): readonly PermissionStatement[] => {
  const parsed = permissionDocument.safeParse(parseJson(text));
  if (!parsed.success) throw new AwsFault('MalformedPolicyDocument', 'Syntax errors in policy.');
  return parsed.data.Statement;
});

/** The statements of a role's trust policy. Throws MalformedPolicyDocument in IAM's words. */
export function parseTrust(text: string): TrustStatement[] {
  const json = parseJson(text);
  refuseResource(json);
  const parsed = trustDocument.safeParse(json);
  if (!parsed.success) throw new AwsFault('MalformedPolicyDocument', 'Syntax errors in policy.');
  const found = parsed.data.Statement;
  found.forEach(checkTrustStatement);
  return found;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsFault('MalformedPolicyDocument', 'This policy contains invalid Json');
  }
}

function refuseResource(json: unknown): void {
  const shape = z.looseObject({ Statement: z.union([z.looseObject({}), z.array(z.looseObject({}))]) }).safeParse(json);
  if (!shape.success) return;
  for (const statement of [shape.data.Statement].flat()) {
    if ('Resource' in statement) throw new AwsFault('MalformedPolicyDocument', 'Has prohibited field Resource');
    if (!('Principal' in statement)) throw new AwsFault('MalformedPolicyDocument', 'Missing required field Principal');
  }
}

const FEDERATED = /^(arn:aws[a-z-]*:iam::\d{12}:(oidc-provider|saml-provider)\/[^*\s]+|[a-z0-9.-]+\.(com|org))$/;

function checkTrustStatement(statement: TrustStatement): void {
  if (!statement.Action.every((action) => /^(sts:.+|\*)$/i.test(action))) {
    throw new AwsFault('MalformedPolicyDocument', 'AssumeRole policy may only specify STS AssumeRole actions.');
  }
  if (statement.Principal === '*') return;
  const invalid = statement.Principal.Federated?.find((arn) => !FEDERATED.test(arn));
  if (invalid === undefined) return;
  throw new AwsFault('MalformedPolicyDocument', `Invalid principal in policy: "FEDERATED":"${invalid}"`);
}
