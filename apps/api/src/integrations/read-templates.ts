import { readFile } from 'node:fs/promises';
import { InstallationTemplate, InstallationTemplates } from '@longshore/integrations';

/** From the repository's own folder: what the API describes is what it serves. */
export async function readTemplates(): Promise<InstallationTemplates> {
  const [singleAccount, organization] = await Promise.all([
    readTemplate('longshore-single-account.template.yaml'),
    readTemplate('longshore-organization.template.yaml'),
  ]);
  return new InstallationTemplates(singleAccount, organization);
}

async function readTemplate(fileName: string): Promise<InstallationTemplate> {
  const file = new URL(`../../../../cloudformation/${fileName}`, import.meta.url);
  return new InstallationTemplate(fileName, await readFile(file, 'utf8'));
}
