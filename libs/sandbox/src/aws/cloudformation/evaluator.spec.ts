import type { Json } from '@longshore/domain';
import { describe, expect, it } from 'vitest';
import { Evaluator } from './evaluator.js';
import { resolveParameters } from './parameters.js';
import { checkReferences, creationOrder } from './references.js';
import { parseTemplate } from './template.js';

const template = parseTemplate(`
Parameters:
  Name: { Type: String, Default: harbour }
  Ports: { Type: CommaDelimitedList, Default: 'a, b,c' }
Conditions:
  IsHarbour: !Equals [!Ref Name, harbour]
  IsNot: !Not [!Condition IsHarbour]
  Both: !And [!Condition IsHarbour, !Or [!Condition IsNot, !Equals ['1', '1']]]
Resources:
  Role: { Type: 'AWS::IAM::Role' }
`);

const evaluator = new Evaluator(template, {
  parameters: resolveParameters(template, {}),
  pseudo: { 'AWS::Partition': 'aws', 'AWS::AccountId': '123456789012' },
});
evaluator.made.set('Role', { physicalId: 'role-1', attributes: { Arn: 'arn:role-1' } });

describe('a template value', () => {
  const cases: Array<[title: string, yaml: string, value: Json]> = [
    ['Ref of a parameter', '!Ref Name', 'harbour'],
    ['Ref of a list', '!Ref Ports', ['a', 'b', 'c']],
    ['Ref of a resource', '!Ref Role', 'role-1'],
    ['GetAtt', '!GetAtt Role.Arn', 'arn:role-1'],
    ['GetAtt in its long form', '{ "Fn::GetAtt": ["Role", "Arn"] }', 'arn:role-1'],
    ['Sub with a pseudo parameter', "!Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}'", 'arn:aws:iam::123456789012'],
    ['Sub with an attribute and a literal', "!Sub '${Role.Arn} ${!Name}'", 'arn:role-1 ${Name}'],
    [
      'Sub with own variables',
      "!Sub ['${Own}-${Name}', { Own: !Select [1, !Split ['://', 'http://x']] }]",
      'x-harbour',
    ],
    ['If', '!If [IsHarbour, 1, 2]', 1],
    ['If of a negated condition', '!If [IsNot, 1, 2]', 2],
    ['If of a combined condition', '!If [Both, 1, 2]', 1],
    ['NoValue in a map', "{ a: 1, b: !If [IsNot, 2, !Ref 'AWS::NoValue'] }", { a: 1 }],
    ['NoValue in a list', "[1, !Ref 'AWS::NoValue']", [1]],
    ['Join', "!Join ['-', !Ref Ports]", 'a-b-c'],
    ['Join of nothing', "!Join ['-', []]", ''],
  ];

  it.each(cases)('%s', (_title, yaml, value) => {
    const { Outputs: outputs } = parseTemplate(`{Resources: {}, Outputs: {X: {Value: ${yaml}}}}`);
    expect(evaluator.value(outputs['X']?.Value ?? null)).toEqual(value);
  });
});

describe('a template that CloudFormation refuses', () => {
  const role = "{ Type: 'AWS::IAM::Role'";
  const cases: Array<[title: string, text: string, message: string]> = [
    ['is not YAML', 'Resources: [', 'Template format error'],
    ['has no resources', 'Description: nothing', 'Resources'],
    ['has an unknown tag', 'Resources: { A: !Nonsense x }', 'Nonsense'],
    ['refers to nothing', `Resources: { A: ${role}, Properties: { RoleName: !Ref B } } }`, 'dependencies [B]'],
    [
      'substitutes nothing',
      `Resources: { A: ${role}, Properties: { RoleName: !Sub '\${B.C}' } } }`,
      'dependencies [B]',
    ],
    ['goes round', `Resources: { A: ${role}, DependsOn: B }, B: ${role}, DependsOn: A } }`, 'Circular dependency'],
  ];

  it.each(cases)('%s', (_title, text, message) => {
    const read = () => {
      const parsed = parseTemplate(text);
      checkReferences(parsed);
      creationOrder(parsed);
    };
    expect(read).toThrow(message);
  });
});
