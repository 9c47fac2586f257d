import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { InstallationTemplate, InstallationTemplates } from './installation-template.js';
import { shellCommands } from './shell-commands.js';
import { areDeployable, templateParameters } from './template-parameters.js';

const trust = {
  issuer: 'https://longshore.example.com/t/a',
  audience: 'sts.amazonaws.com',
  subject: 'tenant:a:integration:b',
};
const always = {
  IssuerUrl: trust.issuer,
  Subject: trust.subject,
  Audience: trust.audience,
  RoleName: 'LongshoreReadRole',
};

const organization = (over: object = {}) => ({ mode: 'organization' as const, organizationalUnitIds: [], ...over });

const template = (name: string) => {
  const file = `longshore-${name}.template.yaml`;
  const text = readFileSync(new URL(`../../../../cloudformation/${file}`, import.meta.url), 'utf8');
  return new InstallationTemplate(file, text);
};

describe('the parameters of a stack', () => {
  const scopes: Array<[title: string, accounts: object, parameters: object]> = [
    ['all accounts', {}, { AccountFilterType: 'NONE' }],
    [
      'all accounts of two units',
      { organizationalUnitIds: ['ou-ab12-11111111', 'ou-ab12-22222222'], scope: { type: 'all', accountIds: [] } },
      { OrganizationalUnitIds: 'ou-ab12-11111111,ou-ab12-22222222', AccountFilterType: 'NONE' },
    ],
    [
      'all accounts but one',
      { organizationalUnitIds: ['r-ab12'], scope: { type: 'all_except', accountIds: ['111111111111'] } },
      { OrganizationalUnitIds: 'r-ab12', AccountFilterType: 'DIFFERENCE', AccountIds: '111111111111' },
    ],
    [
      'only two accounts',
      { scope: { type: 'only', accountIds: ['111111111111', '222222222222'] } },
      { AccountFilterType: 'INTERSECTION', AccountIds: '111111111111,222222222222' },
    ],
  ];

  it.each(scopes)('name %s of an organization', (_title, accounts, parameters) => {
    expect(templateParameters(organization(accounts), trust)).toEqual({ ...always, ...parameters });
  });

  it('name the roots of an organization that was read, where no unit was chosen', () => {
    const all = { ...always, AccountFilterType: 'NONE' };

    expect(templateParameters(organization(), trust, ['r-ab12'])).toEqual({ ...all, OrganizationalUnitIds: 'r-ab12' });
    expect(
      templateParameters(organization({ organizationalUnitIds: ['ou-ab12-11111111'] }), trust, ['r-ab12']),
    ).toEqual({
      ...all,
      OrganizationalUnitIds: 'ou-ab12-11111111',
    });
    expect(templateParameters({ mode: 'single' }, trust, ['r-ab12'])).toEqual(always);
  });

  it('name nothing but the trust where one role is made at a time', () => {
    expect(templateParameters({ mode: 'single' }, trust)).toEqual(always);
    expect(templateParameters({ mode: 'list', roleArns: [] }, trust)).toEqual(always);
  });

  it('are parameters that the template has', () => {
    const accounts = organization({
      organizationalUnitIds: ['r-ab12'],
      scope: { type: 'only', accountIds: ['111111111111'] },
    });
    const { Parameters: known } = parse(template('organization').text, { logLevel: 'silent' }) as {
      Parameters: object;
    };

    expect(Object.keys(known)).toEqual(expect.arrayContaining(Object.keys(templateParameters(accounts, trust))));
  });

  it('fit into a stack up to 315 account ids', () => {
    const naming = (count: number) => {
      const accountIds = Array.from({ length: count }, (_, index) => String(100_000_000_000 + index));
      return templateParameters(organization({ scope: { type: 'only', accountIds } }), trust);
    };

    expect([areDeployable(naming(315)), areDeployable(naming(316))]).toEqual([true, false]);
  });
});

describe('the template of an integration', () => {
  const templates = new InstallationTemplates(template('single-account'), template('organization'));

  it('is by mode, and each has a version', () => {
    const modes = [{ mode: 'single' as const }, { mode: 'list' as const, roleArns: [] }, organization()];

    expect(modes.map((accounts) => [templates.for(accounts).fileName, templates.for(accounts).version])).toEqual([
      ['longshore-single-account.template.yaml', '1.0.0'],
      ['longshore-single-account.template.yaml', '1.0.0'],
      ['longshore-organization.template.yaml', '1.1.0'],
    ]);
  });

  it('is found by its file name', () => {
    expect(templates.find('longshore-organization.template.yaml')).toBe(templates.organization);
    expect(templates.find('../package.json')).toBeUndefined();
  });
});

describe('the commands for a shell', () => {
  const stack = { templateUrl: 'https://t.example/a.yaml', stackName: 'longshore-prod', region: 'us-east-1' };

  it('ask for the root where no unit was chosen', () => {
    const { allowStackSets, deploy } = shellCommands(organization(), { ...stack, parameters: { RoleName: 'R' } });

    expect(allowStackSets).toBe('aws cloudformation activate-organizations-access --region us-east-1');
    expect(deploy).toContain(
      "--parameter-overrides OrganizationalUnitIds=$(aws organizations list-roots --output text --query 'Roots[0].Id') RoleName=R",
    );
  });

  it('take the units that were chosen', () => {
    const parameters = { OrganizationalUnitIds: 'ou-ab12-11111111' };

    expect(shellCommands(organization(), { ...stack, parameters }).deploy).toMatch(
      /--parameter-overrides OrganizationalUnitIds=ou-ab12-11111111$/,
    );
  });

  it('make no StackSet for a single account', () => {
    const { allowStackSets, deploy } = shellCommands({ mode: 'single' }, { ...stack, parameters: { RoleName: 'R' } });

    expect(allowStackSets).toBeNull();
    expect(deploy).toMatch(/--parameter-overrides RoleName=R$/);
  });
});
