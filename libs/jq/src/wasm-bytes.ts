import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** 64 KiB each: 128 MiB. jq-wasm declares 256 MiB, and two of those beside Node's heap break a 512 MiB container. */
const MAX_PAGES = 2048;

const HEADER_BYTES = 8;
const MEMORY_SECTION = 5;
const HAS_MAXIMUM = 1;

const resolve = createRequire(import.meta.url);

/** Version of the package and of the jq inside it: `3.0.0-jq-1.8.2`. */
export const JQ_WASM_VERSION = (resolve('jq-wasm/package.json') as { version: string }).version;

/** jq as WebAssembly, its memory held to 128 MiB. */
export function jqWasm(): Uint8Array {
  return withMemoryLimit(readFileSync(resolve.resolve('jq-wasm/jq.wasm')), MAX_PAGES);
}

/** jq compiled, ready to be instantiated in any number of threads. */
export interface JqModule {
  readonly compiled?: never;
}

/** TypeScript declares WebAssembly for browsers only. */
const { WebAssembly } = globalThis as unknown as { WebAssembly: { compile(wasm: Uint8Array): Promise<JqModule> } };

export function compileJq(): Promise<JqModule> {
  return WebAssembly.compile(jqWasm());
}

/** Rewrites the maximum of the module's only memory (WebAssembly core 5.5.8), keeping its encoded length. */
export function withMemoryLimit(wasm: Uint8Array, maxPages: number): Uint8Array {
  const bytes = Uint8Array.from(wasm);
  let at = HEADER_BYTES;
  while (at < bytes.length) {
    const section = bytes[at];
    const size = readUnsigned(bytes, at + 1);
    if (section === MEMORY_SECTION) {
      const count = readUnsigned(bytes, size.end);
      if (count.value !== 1 || bytes[count.end] !== HAS_MAXIMUM) break;
      const maximum = readUnsigned(bytes, count.end + 1).end;
      overwriteUnsigned(bytes, maximum, maxPages);
      return bytes;
    }
    at = size.end + size.value;
  }
  throw new Error('jq.wasm declares no memory with a maximum: jq-wasm was upgraded, adapt the memory limit');
}

/** LEB128, seven bits a byte, lowest first. */
function readUnsigned(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start; ; at += 1) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return { value, end: at + 1 };
  }
}

function overwriteUnsigned(bytes: Uint8Array, start: number, value: number): void {
  const { end } = readUnsigned(bytes, start);
  for (let at = start, rest = value; at < end; at += 1, rest = Math.floor(rest / 0x80)) {
    bytes[at] = (rest % 0x80) + (at < end - 1 ? 0x80 : 0);
  }
}
