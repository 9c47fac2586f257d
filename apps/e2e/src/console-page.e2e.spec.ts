import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from './rig/caller.js';
import { ACCOUNT, LongshoreRig } from './rig/longshore-rig.js';

const CHROMIUM = '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Installation {
  quickCreateUrl: string;
  issuer: string;
  parameters: Record<string, string>;
}

describe.runIf(existsSync(CHROMIUM))('the console page in a browser (needs Chromium)', () => {
  let rig: LongshoreRig;
  let tenant: Caller;
  let installation: Installation;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    rig = await LongshoreRig.start({ hasWorker: false });
    tenant = await rig.tenant();
    installation = await tenant.get<Installation>('/v1/integrations/aws/installation');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
    page = await browser.newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('requestfailed', (request) => problems.push(request.url()));
  });
  afterAll(async () => {
    await browser.close();
    await rig.stop();
  });

  it('shows what the quick-create link holds', async () => {
    await page.goto(installation.quickCreateUrl);
    await page.getByRole('heading', { name: 'Quick create stack' }).waitFor();

    const shown: Record<string, string> = {};
    for (const name of Object.keys(installation.parameters)) {
      shown[name] = await page.getByLabel(name, { exact: true }).inputValue();
    }
    expect(shown).toEqual(installation.parameters);
    expect(await page.getByLabel('AWS account').inputValue()).toBe(ACCOUNT);
    expect(await page.getByLabel('Stack name').inputValue()).not.toBe('');
  });

  it('names every control for those who do not see the page', async () => {
    const lines = (await page.locator('form').ariaSnapshot()).split('\n');
    const controls = lines.filter((line) => /^ *- (textbox|combobox|checkbox|button)\b/.test(line));

    expect(controls.length).toBeGreaterThan(4);
    expect(controls.filter((line) => !/^ *- \w+ "[^"]+"/.test(line))).toEqual([]);
  });

  it('creates nothing before the capability is acknowledged', async () => {
    const create = page.getByRole('button', { name: 'Create stack' });
    const acknowledgement = page.getByRole('checkbox', { name: /might create IAM resources with custom names/ });

    expect(await create.isEnabled()).toBe(false);
    await acknowledgement.check();
    expect(await create.isEnabled()).toBe(true);
    await acknowledgement.uncheck();
    expect(await create.isEnabled()).toBe(false);
    await acknowledgement.check();
  });

  it('creates the stack and shows its outputs, whose role works', async () => {
    await page.getByRole('button', { name: 'Create stack' }).click();
    await page.getByRole('status').getByText('CREATE_COMPLETE', { exact: true }).waitFor();

    const outputs = page.getByRole('tabpanel', { name: 'Outputs' });
    const row = outputs.getByRole('row').filter({ hasText: 'PortIntegrationRoleArn' });
    const roleArn = await row.getByRole('cell').nth(1).innerText();
    expect(roleArn).toMatch(new RegExp(`^arn:aws:iam::${ACCOUNT}:role/`));
    await tenant.put('/v1/integrations/aws/role', { roleArn });
    const verification = await tenant.post<{ status: string }>('/v1/integrations/aws/verification');
    expect(verification.status).toBe('passed');
  });

  it('moves between its tabs by keyboard', async () => {
    const events = page.getByRole('tab', { name: 'Events' });
    const outputs = page.getByRole('tab', { name: 'Outputs' });
    expect(await outputs.getAttribute('aria-selected')).toBe('true');

    await outputs.press('ArrowLeft');

    expect(await events.getAttribute('aria-selected')).toBe('true');
    const rows = page.getByRole('tabpanel', { name: 'Events' }).getByRole('row');
    expect(await rows.filter({ hasText: 'CREATE_COMPLETE' }).count()).toBeGreaterThan(1);
  });

  it('says why a link is unusable', async () => {
    await page.goto(
      `${rig.aws.url}/console/cloudformation/home?region=us-east-1#/stacks/quickcreate?templateURL=nowhere`,
    );
    await page.reload();

    expect(await page.getByRole('alert').filter({ visible: true }).innerText()).not.toBe('');
    expect(await page.getByRole('heading', { name: 'Quick create stack' }).isVisible()).toBe(false);
  });

  it('runs without errors', () => {
    expect(problems).toEqual([]);
  });
});
