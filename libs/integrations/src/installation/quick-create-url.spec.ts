import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consoleOrigin } from './console-origin.js';
import { quickCreateUrl } from './quick-create-url.js';

describe('a quick-create link', () => {
  it('carries every value unharmed behind the fragment', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.string({ unit: 'grapheme' }), (templateUrl, subject) => {
        const link = quickCreateUrl({
          consoleUrl: consoleOrigin('aws'),
          region: 'us-east-1',
          templateUrl,
          stackName: 'longshore-prod',
          parameters: { Subject: subject },
        });

        const { origin, hash } = new URL(link);
        const query = new URLSearchParams(hash.slice(hash.indexOf('?') + 1).replaceAll('+', '%2B'));
        expect(origin).toBe('https://us-east-1.console.aws.amazon.com');
        expect(Object.fromEntries(query)).toEqual({
          templateURL: templateUrl,
          stackName: 'longshore-prod',
          param_Subject: subject,
        });
      }),
    );
  });

  it('opens the console of the partition', () => {
    expect(consoleOrigin('aws-us-gov')).toBe('https://us-gov-west-1.console.amazonaws-us-gov.com');
    expect(consoleOrigin('aws-cn')).toBe('https://cn-north-1.console.amazonaws.cn');
  });
});
