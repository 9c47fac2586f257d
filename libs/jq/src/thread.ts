import { parentPort, workerData } from 'node:worker_threads';
import { loadJq, type JqLoadOptions } from 'jq-wasm';
import type { JqRequest, ThreadReply } from './thread-messages.js';

if (!parentPort) throw new Error('thread.js runs in a worker thread only');
const port = parentPort;
const jq = await loadJq({ wasmModule: workerData as NonNullable<JqLoadOptions['wasmModule']> });

function reply({ programs, input }: JqRequest): ThreadReply {
  try {
    return { state: 'answered', results: programs.map((program) => jq.raw(input, program, ['-c'])) };
  } catch (error) {
    // jq's own errors are results; what is thrown is WebAssembly giving up: out of memory, out of bounds, aborted.
    return { state: 'crashed', detail: error instanceof Error ? error.message : String(error) };
  }
}

port.on('message', (request: JqRequest) => port.postMessage(reply(request)));
port.postMessage('ready');
