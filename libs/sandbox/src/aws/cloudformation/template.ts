import type { Json } from '@longshore/domain';
import { parseDocument, type CollectionTag, type ScalarTag } from 'yaml';
import { z } from 'zod';
import { remembering } from '../remembering.js';
import { AwsFault } from '../service.js';

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const name = z.string().regex(/^[A-Za-z0-9]{1,255}$/);
const json: z.ZodType<Json> = z.json();

const Parameter = z.strictObject({
  Type: z.enum(['String', 'Number', 'CommaDelimitedList']),
  Default: scalar.optional(),
  Description: z.string().optional(),
  AllowedPattern: z.string().optional(),
  AllowedValues: z.array(scalar).optional(),
  ConstraintDescription: z.string().optional(),
  MinLength: z.coerce.number().optional(),
  MaxLength: z.coerce.number().optional(),
  NoEcho: z.boolean().optional(),
});
export type Parameter = z.infer<typeof Parameter>;

const deletion = z.enum(['Delete', 'Retain', 'RetainExceptOnCreate']).default('Delete');

const Resource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), json).default({}),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  DeletionPolicy: deletion,
  UpdateReplacePolicy: deletion,
  Metadata: json.optional(),
});
export type Resource = z.infer<typeof Resource>;

const Output = z.strictObject({
  Value: json,
  Description: z.string().optional(),
  Condition: z.string().optional(),
});

const Template = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09').optional(),
  Description: z.string().max(1024).optional(),
  Metadata: json.optional(),
  Parameters: z.record(name, Parameter).default({}),
  Conditions: z.record(name, json).default({}),
  Resources: z.record(name, Resource),
  Outputs: z.record(name, Output).default({}),
});
export type Template = z.infer<typeof Template>;

const FUNCTIONS = ['Base64', 'Sub', 'If', 'Equals', 'Not', 'And', 'Or', 'Select', 'Split', 'Join', 'GetAtt'];

/** The short forms: `!Sub x` is `{ "Fn::Sub": x }`, but Ref and Condition have no prefix. */
const TAGS: Array<[tag: string, key: string]> = [
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...FUNCTIONS.map((one): [string, string] => [`!${one}`, `Fn::${one}`]),
];

const customTags = TAGS.flatMap(
  ([tag, key]): Array<ScalarTag | CollectionTag> => [
    { tag, resolve: (text) => ({ [key]: key === 'Fn::GetAtt' ? text.split(/\.(.*)/s, 2) : text }) },
    { tag, collection: 'seq', resolve: (sequence) => ({ [key]: sequence.toJSON() as Json }) },
  ],
);

/** Reads a template of YAML or JSON. Throws ValidationError in CloudFormation's words. */
export const parseTemplate = remembering(100, (text): Readonly<Template> => {
  const document = parseDocument(text, { customTags, uniqueKeys: true });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) throw formatError(problem.message);
  const template = Template.safeParse(document.toJS());
  if (template.success) return template.data;
  throw formatError(z.prettifyError(template.error));
});

export function formatError(message: string): AwsFault {
  return new AwsFault('ValidationError', `Template format error: ${message}`);
}
