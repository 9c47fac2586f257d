import { describe, expect, it } from 'vitest';
import { apiUrlOf } from './port-api-url.js';

describe("Port's base URL", () => {
  it.each([
    ['eu', null, 'https://api.port.io'],
    ['us', null, 'https://api.us.port.io'],
    ['us', 'http://localhost:4000', 'http://localhost:4000'],
  ] as const)('of region %s with the override %s is %s', (region, portApiUrl, url) => {
    expect(apiUrlOf({ portApiUrl }, region)).toBe(url);
  });
});
