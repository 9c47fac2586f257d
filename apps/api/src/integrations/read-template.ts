import { readFile } from 'node:fs/promises';
import { InstallationTemplate } from '@longshore/integrations';

const FILE_NAME = 'longshore-single-account.template.yaml';

/** From the repository's own folder: what the API describes is what it serves. */
export async function readTemplate(): Promise<InstallationTemplate> {
  const file = new URL(`../../../../cloudformation/${FILE_NAME}`, import.meta.url);
  return new InstallationTemplate(FILE_NAME, await readFile(file, 'utf8'));
}
