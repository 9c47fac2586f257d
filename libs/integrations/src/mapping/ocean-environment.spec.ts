import { describe, expect, it } from 'vitest';
import { oceanEnvironment } from './ocean-environment.js';

describe('the environment of an Ocean integration', () => {
  it('is none where any line is no assignment', () => {
    expect(oceanEnvironment('resources:\n- kind: AWS::S3::Bucket')).toBeNull();
    expect(oceanEnvironment('# only a comment\n')).toBeNull();
  });

  it('becomes settings, with a note on each variable and no value in any', () => {
    const text = [
      '# production',
      'OCEAN__PORT__CLIENT_SECRET=s3cret',
      'export OCEAN__INITIALIZE_PORT_RESOURCES="false"',
      'OCEAN__SCHEDULED_RESYNC_INTERVAL=60',
      'OCEAN__INTEGRATION__CONFIG__MAX_CONCURRENT_ACCOUNTS=7',
      'OCEAN__INTEGRATION__CONFIG__AWS_PARTITION=aws-mars',
      'OCEAN__INTEGRATION__CONFIG__AWS_SECRET_ACCESS_KEY=s3cret',
      'OCEAN__FANCY=1',
    ].join('\n');

    const environment = oceanEnvironment(text);

    expect(environment?.change).toEqual({
      intervalMinutes: 60,
      settings: { createDefaultResources: false, maxConcurrentAccounts: 7 },
    });
    expect(environment?.notes.map(({ line, effect }) => [line, effect])).toEqual([
      [2, 'changed'],
      [3, 'applied'],
      [4, 'applied'],
      [5, 'applied'],
      [6, 'lost'],
      [7, 'changed'],
      [8, 'lost'],
    ]);
    expect(JSON.stringify(environment)).not.toContain('s3cret');
  });
});
