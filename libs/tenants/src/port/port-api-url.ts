import type { Config } from '@longshore/platform';
import type { PortRegion } from './port-credentials.js';

/** Port API documentation, "Base URL". */
const BASE_URLS: { [region in PortRegion]: string } = {
  eu: 'https://api.port.io',
  us: 'https://api.us.port.io',
};

/** The operator's PORT_API_URL, or else the region's own. */
export function apiUrlOf(config: Pick<Config, 'portApiUrl'>, region: PortRegion): string {
  return config.portApiUrl ?? BASE_URLS[region];
}
