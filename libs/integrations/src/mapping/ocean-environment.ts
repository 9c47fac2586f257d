import type { IntegrationChangeInput } from '../change-integration.js';
import type { IntegrationSettingsChange } from '../integration-settings.js';
import { IntervalMinutes, IntegrationSettingsChange as SettingsChange } from '../integration-settings.js';

/** What became of one variable of the environment of an Ocean integration. Values are never told: some are secrets. */
export interface VariableNote {
  variable: string;
  line: number;
  effect: 'applied' | 'changed' | 'lost';
  detail: string;
}

export interface OceanEnvironment {
  change: IntegrationChangeInput;
  notes: VariableNote[];
}

const ASSIGNMENT = /^(?:export\s+)?([A-Z][A-Z0-9_]*)=(.*)$/;

type Setting = (value: string) => IntegrationChangeInput | null;

const settings = (change: (value: string) => object): Setting => {
  return (value) => {
    const parsed = SettingsChange.safeParse(change(value));
    return parsed.success ? { settings: parsed.data } : null;
  };
};
const flag = (value: string) => ({ true: true, false: false })[value.toLowerCase()];
const CONFIG = 'OCEAN__INTEGRATION__CONFIG__';

/** Variables with a counterpart here. */
const APPLIED: { [variable: string]: Setting } = {
  OCEAN__INITIALIZE_PORT_RESOURCES: settings((value) => ({ createDefaultResources: flag(value) })),
  OCEAN__SEND_RAW_DATA_EXAMPLES: settings((value) => ({ sendRawExamples: flag(value) })),
  OCEAN__SCHEDULED_RESYNC_INTERVAL: (value) => {
    const minutes = IntervalMinutes.safeParse(value === '' ? null : Number(value));
    return minutes.success ? { intervalMinutes: minutes.data } : null;
  },
  [`${CONFIG}AWS_PARTITION`]: settings((partition) => ({ partition })),
  [`${CONFIG}MAX_CONCURRENT_ACCOUNTS`]: settings((value) => ({ maxConcurrentAccounts: Number(value) })),
};

const ROLE = 'the role of our CloudFormation template takes its place: GET .../installation has the link';

/** What replaces the others, by the longest beginning of their names. */
const REPLACED: [prefix: string, detail: string][] = [
  ['OCEAN__PORT__', 'Port credentials belong to the tenant, who was created with them'],
  ['OCEAN__INTEGRATION__IDENTIFIER', 'this integration keeps its own identifier'],
  ['OCEAN__INTEGRATION__TYPE', 'there is one type of integration'],
  ['OCEAN__EVENT_LISTENER', 'Port is not asked for resyncs: the schedule and POST .../syncs start them'],
  [`${CONFIG}ACCOUNT_ROLE_ARN`, ROLE],
  [`${CONFIG}ORGANIZATION_ROLE_ARN`, ROLE],
  [`${CONFIG}ACCOUNT_READ_ROLE_NAME`, ROLE],
  [`${CONFIG}EXTERNAL_ID`, 'roles trust a token of our issuer, which pins this integration: no external id is needed'],
  [`${CONFIG}AWS_ACCESS_KEY_ID`, 'no AWS key is stored: delete it once this integration has synced'],
  [`${CONFIG}AWS_SECRET_ACCESS_KEY`, 'no AWS key is stored: delete it once this integration has synced'],
  ['AWS_', 'no AWS key or profile is used: delete it once this integration has synced'],
];

/** The variables of an Ocean integration as a change of ours; null when the text is no environment file. */
export function oceanEnvironment(text: string): OceanEnvironment | null {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line: line.trim(), number: index + 1 }));
  const assignments = lines.filter(({ line }) => line !== '' && !line.startsWith('#'));
  if (assignments.length === 0 || !assignments.every(({ line }) => ASSIGNMENT.test(line))) return null;
  const change: { intervalMinutes?: number | null; settings?: IntegrationSettingsChange } = {};
  const notes = assignments.map(({ line, number }): VariableNote => {
    const [, variable = '', value = ''] = ASSIGNMENT.exec(line) ?? [];
    const applied = APPLIED[variable]?.(unquoted(value));
    if (applied?.settings) change.settings = { ...change.settings, ...applied.settings };
    if (applied?.intervalMinutes !== undefined) change.intervalMinutes = applied.intervalMinutes;
    return { variable, line: number, ...effectOf(variable, applied) };
  });
  return { change, notes };
}

function effectOf(
  variable: string,
  applied: IntegrationChangeInput | null | undefined,
): Omit<VariableNote, 'variable' | 'line'> {
  if (applied) return { effect: 'applied', detail: `sets ${namesOf(applied)}` };
  if (applied === null) return { effect: 'lost', detail: 'has a value that means nothing here' };
  const replaced = REPLACED.find(([prefix]) => variable.startsWith(prefix));
  return replaced ? { effect: 'changed', detail: replaced[1] } : { effect: 'lost', detail: 'has no counterpart here' };
}

function namesOf({ settings: named }: IntegrationChangeInput): string {
  return named
    ? Object.keys(named)
        .map((name) => `settings.${name}`)
        .join(', ')
    : 'intervalMinutes';
}

function unquoted(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}
