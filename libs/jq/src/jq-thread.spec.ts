import { describe, expect, it } from 'vitest';
import { JqThread } from './jq-thread.js';
import { compileJq } from './wasm-bytes.js';

const module = await compileJq();
const request = (program: string) => ({ programs: [program], input: '[1]' });

describe('a thread of jq', () => {
  it('serves one request at a time', async () => {
    const thread = await JqThread.start(module);
    const first = thread.run(request('.[]'), 1000);

    await expect(thread.run(request('.'), 1000)).rejects.toThrow('while it served another');
    expect(await first).toEqual({ state: 'answered', results: [{ stdout: '1', stderr: '', exitCode: 0 }] });
    await thread.close();
  });

  it('is never used again after its jq gave up', async () => {
    const thread = await JqThread.start(module);

    expect(await thread.run(request('[range(1e9)]'), 10_000)).toEqual({ state: 'lost', detail: expect.any(String) });
    expect(thread.isAlive).toBe(false);
  });

  it('survives what jq itself calls an error', async () => {
    const thread = await JqThread.start(module);
    const failed = await thread.run(request('error("x")'), 1000);

    expect(failed).toMatchObject({ state: 'answered', results: [{ exitCode: 5 }] });
    expect(thread.isAlive).toBe(true);
    await thread.close();
  });
});
