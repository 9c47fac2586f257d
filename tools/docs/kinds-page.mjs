// The reference page of the kinds that have a blueprint and mapping of ours.
import { curatedKinds, findKind, nativePermissions, shapeOf, shapesOf, startingKinds } from '@longshore/kinds';

const INTRODUCTION = `# Kinds

Every kind of AWS's registry can be mapped (\`GET /v1/kinds?query=\` searches them). The kinds below have a blueprint and a mapping of ours, which
\`POST /v1/kinds/{kind}/scaffold\` answers. Written by \`npm run docs\`.

## The default mapping
A new integration begins with the kinds that most accounts have and people look for first: ${startingKinds.map(({ type }) => `\`${type}\``).join(', ')}.
The others are left to the mapping: each costs calls in every region, and histories fill a catalog fast. Take their entries from the scaffold. Every entity
is related to its account, which is listed first. The first sync creates the blueprints that the mapping writes to, and what those relate to.

## Permissions
\`GET /v1/integrations/{identifier}/permissions\` answers the least that a role needs for the stored mapping, in policies of at most 6,144 characters: what the
services' APIs need for their actions, and what Cloud Control's list and read handlers declare, without what reads data or writes (\`leftOut\`).
Whatever the role allows, a session of ours reads metadata only: AWS's ReadOnlyAccess, and what it lacks of the mapping's kinds as far as there is room for it
(saving a mapping tells what there is none for), without reads of data.

## Shape
A kind that its own service lists has the **native** shape, which mappings of Port's hosted integration read: \`{Type, Properties, __ExtraContext}\`,
with property names in PascalCase on the first level and AWS's own spelling below, times as \`2024-03-15T08:30:00Z\`, and only what is set.
\`__ExtraContext\` has \`AccountId\` and \`Region\`, and what a kind adds. Beside them stand \`Identifier\`, \`__AccountId\`, \`__Region\` and \`__Kind\`.
All other kinds have the shape of their registry schema, which Cloud Control answers. \`selector.useGetResourceAPI: true\` or
\`selector.shape: cloud-control\` asks for that shape of a kind that has both; all entries of a kind have one shape.

## What is read
Cloud Control's lists often tell less than a resource has. Longshore compares each listed resource with the properties that the mapping reads, and reads
(GetResource) those that lack one which AWS would answer. Where the jq does not spell out what it reads (\`.Properties | keys\`), and with
\`selector.useGetResourceAPI: true\`, every resource is read. Spell properties out, \`.Properties.Name\`, to spare the calls.

## Actions
A native kind is read by its list and its **default** actions. \`selector.includeActions\` names **optional** ones, at most three for an entry unless the
integration's setting \`maxIncludedActions\` says otherwise; each costs a call for every resource, or for every batch. Entries of a kind share its
listing: what one includes, the others see too. A name that the kind does not have is refused when the mapping is saved.
An action that AWS refuses makes the listing incomplete and is named; what was not seen is never deleted.
A resource that vanishes while its page is read is left out. A **history** holds what happened in its last days; what is older leaves the catalog.
`;

const code = (text) => `\`${text}\``;
const row = (cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;

function section(kind) {
  const { type, title, native, blueprint } = kind;
  const isBoth = shapesOf(findKind(type)).length > 1;
  const shapes = native ? `native${isBoth ? ', cloud-control on request' : ''}` : shapeOf(type);
  const facts = [
    `blueprint ${code(blueprint.identifier)}`,
    `shape ${kind.source === 'account' ? 'its own' : shapes}`,
    `${(native ?? kind).reach}`,
    ...(native?.history ? [`history of ${native.history.days} days`] : []),
  ];
  return [
    `### ${type}`,
    `${title}: ${facts.join('; ')}.`,
    '',
    ...(native ? actionsOf(native) : permissionsOf(kind)),
    '',
  ];
}

function permissionsOf({ permissions }) {
  return [`Reads ${permissions.map(code).join(', ')}.`];
}

function actionsOf(native) {
  const { needed, optional } = nativePermissions(native);
  const rows = native.actions.map((action) =>
    row([
      [action.name, ...(action.alias ?? [])].map(code).join(', also '),
      action.optional ? 'optional' : 'default',
      action.optional ? code(optional[action.name]) : '',
    ]),
  );
  return [`Needs ${needed.map(code).join(', ')}.`, '', '| action | | needs |', '|---|---|---|', ...rows];
}

export function kindsPage() {
  const sorted = [...curatedKinds].sort((a, b) => (a.type < b.type ? -1 : 1));
  return [INTRODUCTION, '## Reference', '', ...sorted.flatMap(section)].join('\n');
}
