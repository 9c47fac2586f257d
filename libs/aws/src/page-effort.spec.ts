import { AwsCallFailed } from '@longshore/domain';
import { describe, expect, it } from 'vitest';
import { PageEffort } from './page-effort.js';

const denied = () => new AwsCallFailed({ reason: 'denied', awsCode: 'AccessDenied', detail: 'no' });

describe('the effort of a page', () => {
  it('is told along with the page, stage by stage', async () => {
    const effort = new PageEffort();
    await effort.of('list', async (spent) => {
      spent.retries = 2;
      spent.throttles = 1;
    });
    await effort.of('enrich', async () => 'read');

    const { effort: told } = effort.told({ resources: [] });
    expect({ ...told.list, ms: 0 }).toEqual({ ms: 0, retries: 2, throttles: 1 });
  });

  it('is told along with the failure, which is one of its stage', async () => {
    const effort = new PageEffort();
    const failing = effort.of('enrich', async (spent) => {
      spent.retries = 3;
      throw denied();
    });

    const error = await failing.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AwsCallFailed);
    expect({ ...(error as AwsCallFailed).effort?.enrich, ms: 0 }).toEqual({ ms: 0, retries: 3, failures: 1 });
  });
});
