import type { JsonObject, Listing } from '@longshore/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAccount } from '../testing/connected-account.js';
import { HomeRegions, rotated, startOf } from './home-regions.js';

const in_ = (region: string): Listing => ({ region, kind: 'AWS::S3::Bucket' });

/** A bucket that can be moved, and a count of the reads that ask for it. */
function scene(home: string | null) {
  const account = newAccount();
  const clock = { now: 0 };
  const homes = new HomeRegions(() => clock.now);
  const bucket = { home, reads: 0 };
  const ask = async (region: string, by = account): Promise<JsonObject | null> =>
    homes.read(by, in_(region), 'logs', async () => {
      bucket.reads += 1;
      return bucket.home === region ? { BucketName: 'logs' } : null;
    });
  return { bucket, clock, ask };
}

describe('the memory of home regions', () => {
  it('spares other regions the read once a region has found the resource', async () => {
    const { bucket, ask } = scene('eu-west-1');

    const found = [await ask('us-east-1'), await ask('eu-west-1'), await ask('eu-south-1'), await ask('us-east-1')];

    expect(found).toEqual([null, { BucketName: 'logs' }, null, null]);
    expect(bucket.reads).toBe(2);
  });

  it('reads at home every time, since only that tells what is there', async () => {
    const { bucket, ask } = scene('eu-west-1');
    await ask('eu-west-1');
    await ask('eu-west-1');

    expect(bucket.reads).toBe(2);
  });

  it('forgets after ten minutes', async () => {
    const { bucket, clock, ask } = scene('eu-west-1');
    await ask('eu-west-1');
    clock.now = 10 * 60_000;
    bucket.home = 'us-east-1';

    expect(await ask('us-east-1')).toEqual({ BucketName: 'logs' });
  });

  it('forgets when the resource is not found at home any more', async () => {
    const { bucket, ask } = scene('eu-west-1');
    await ask('eu-west-1');
    bucket.home = 'us-east-1';
    await ask('eu-west-1');

    expect(await ask('us-east-1')).toEqual({ BucketName: 'logs' });
  });

  it('learns nothing from a read that failed, nor for another integration', async () => {
    const account = newAccount();
    const homes = new HomeRegions();
    const failing = homes.read(account, in_('eu-west-1'), 'logs', () => Promise.reject(new Error('throttled')));
    await expect(failing).rejects.toThrow('throttled');
    const found = async () => ({ BucketName: 'logs' });

    expect(await homes.read(account, in_('us-east-1'), 'logs', found)).toEqual({ BucketName: 'logs' });
    expect(await homes.read(newAccount(), in_('eu-south-1'), 'logs', found)).toEqual({ BucketName: 'logs' });
  });
});

describe('the order of reads', () => {
  it('is turned, and turned back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, region) => {
        const start = startOf(region, items.length);
        expect(rotated(rotated(items, start), -start)).toEqual(items);
      }),
    );
  });

  it('begins elsewhere in another region', () => {
    expect(startOf('eu-west-1', 1000)).not.toBe(startOf('us-east-1', 1000));
  });
});
