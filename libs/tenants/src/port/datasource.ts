import { VERSION } from '@longshore/platform';

/** Port's datasource, sent as User-Agent. Port tells by it what we made, so its shape never changes. */
export function datasource(integrationIdentifier: string): string {
  return `longshore/aws/${VERSION}/${integrationIdentifier}/exporter`;
}
