/**
 * Writes src/resource-properties.generated.json: the properties of every type of the catalogue, from the npm package
 * @aws-cdk/aws-service-spec. One line per type; `properties` is a list of words `Name:type`, where the type is one of
 * s(tring) n(umber) b(oolean) t(ime) a(rray) o(bject), a `!` marks what AWS computes, and `>` what the value refers to:
 * `Role:s>AWS::IAM::Role.Arn`.
 * Usage: node libs/kinds/tools/generate-properties.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';

const source = new URL('../src/cloud-control-types.generated.json', import.meta.url);
const target = new URL('../src/resource-properties.generated.json', import.meta.url);
const LETTERS = { string: 's', integer: 'n', number: 'n', boolean: 'b', 'date-time': 't', array: 'a' };

const spec = await loadAwsServiceSpec();
const types = JSON.parse(readFileSync(source, 'utf8')).map(({ type }) => type);
const rows = types.flatMap((type) => {
  const [resource] = [...spec.lookup('resource', 'cloudFormationType', 'equals', type)];
  return resource ? [JSON.stringify(row(type, resource))] : [];
});
writeFileSync(target, `[\n${rows.join(',\n')}\n]\n`);

function row(type, { properties, attributes, arnTemplate, tagInformation }) {
  const answered = Object.entries(properties).map(([name, property]) => word(name, property, ''));
  // An attribute with a dot is a part of one that stands without.
  const computed = Object.entries(attributes)
    .filter(([name]) => !name.includes('.') && !(name in properties))
    .map(([name, attribute]) => word(name, attribute, '!'));
  return {
    type,
    arn: arnTemplate ?? null,
    tags: tagInformation?.tagPropertyName ?? null,
    properties: [...answered, ...computed].sort().join(' '),
  };
}

function word(name, { type, relationshipRefs = [] }, mark) {
  const targets = relationshipRefs
    .filter((reference) => reference.propertyName)
    .map((reference) => `>${reference.cloudFormationType}.${reference.propertyName}`);
  return `${name}:${LETTERS[type.type] ?? 'o'}${mark}${targets.sort().join('')}`;
}
