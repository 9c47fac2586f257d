import { test } from 'vitest';
import { ApiRig } from './api-rig.js';

/** One API per spec file. */
export const apiTest = test.extend<{ rig: ApiRig }>({
  rig: [
    async ({}, use) => {
      const rig = await ApiRig.start();
      await use(rig);
      await rig.stop();
    },
    { scope: 'file' },
  ],
});
