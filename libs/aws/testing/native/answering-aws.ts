import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '@longshore/domain';
import type { NativeService } from '@longshore/kinds';
import { type Operation, operationOf } from './operations.js';
import { bodyOf, errorOf, type WireError } from './wire-answers.js';

export interface Asked {
  operation: Operation;
  region: string;
  /** Members of the request, and labels of its path, as text or lists of text. */
  input: { [member: string]: unknown };
}

export type Answer = JsonObject | { wireError: WireError };

/** Services over HTTP that answer what a spec says, in their own protocols, to the SDK's clients as they are. */
export class AnsweringAws {
  answer: (asked: Asked) => Answer = () => ({});
  readonly asked: Asked[] = [];
  private operations: Operation[] = [];

  private constructor(private readonly server: Server) {}

  /** With the operations that a spec may ask for. */
  static async start(names: readonly (readonly [NativeService, string])[]): Promise<AnsweringAws> {
    const server = createServer();
    const aws = new AnsweringAws(server);
    aws.operations = await Promise.all(names.map(([service, name]) => operationOf(service, name)));
    server.on('request', (request: IncomingMessage, response) => {
      void aws.respond(request).then(({ status, headers, body }) => {
        response.writeHead(status, headers).end(body);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return aws;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The operations that were asked for since the last call of this. */
  take(): string[] {
    return this.asked.splice(0).map(({ operation }) => operation.name);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async respond(request: IncomingMessage) {
    const text = (await request.toArray()).map(String).join('');
    const asked = this.recognise(request, text);
    if (!asked)
      return errorOf({ protocol: 'json' }, { code: 'UnknownOperationException', message: String(request.url) });
    this.asked.push(asked);
    const answer = this.answer(asked);
    if ('wireError' in answer) return errorOf(asked.operation, answer.wireError as WireError);
    return { status: 200, headers: {}, body: bodyOf(asked.operation, answer) };
  }

  private recognise(request: IncomingMessage, text: string): Asked | undefined {
    const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(String(request.headers['authorization']));
    const [, region = '', signed = ''] = scope ?? [];
    const own = this.operations.filter(({ service }) => SIGNED_AS[service] === signed || service === signed);
    const target = String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1);
    const form = new URLSearchParams(text);
    for (const operation of own) {
      const { name, http } = operation;
      if (target === name) return { operation, region, input: JSON.parse(text || '{}') as JsonObject };
      if (form.get('Action') === name) return { operation, region, input: formInput(form) };
      const labels = http && labelsOf(http, request);
      if (labels) return { operation, region, input: { ...(text.startsWith('{') ? JSON.parse(text) : {}), ...labels } };
    }
    return undefined;
  }
}

const SIGNED_AS: Partial<Record<NativeService, string>> = { sesv2: 'ses', sfn: 'states' };

/** `InstanceId.1=a&InstanceId.2=b` as a list, anything else as text. */
function formInput(form: URLSearchParams): { [member: string]: unknown } {
  const input: { [member: string]: unknown } = {};
  for (const [name, value] of form) {
    const [, list] = /^(\w+)(?:\.\w+)?\.\d+$/.exec(name) ?? [];
    if (list === undefined) input[name] = value;
    else input[list] = [...((input[list] as string[] | undefined) ?? []), value];
  }
  return input;
}

/** The labels and query of a request that fits an operation's URI template; undefined when it does not. */
function labelsOf({ method, uri }: { method: string; uri: string }, request: IncomingMessage) {
  const [wantedPath = '', wantedQuery = ''] = uri.split('?');
  const url = new URL(request.url ?? '/', 'http://aws.invalid');
  if (request.method !== method) return undefined;
  const pattern = wantedPath.replace(/\{(\w+)\+?\}/g, (_, label: string) => `(?<${label}>.+)`);
  const match = new RegExp(`^${pattern}/?$`).exec(url.pathname);
  const isAsked = [...new URLSearchParams(wantedQuery)].every(([name, value]) =>
    value === '' ? url.searchParams.has(name) : url.searchParams.get(name) === value,
  );
  if (!match || !isAsked) return undefined;
  const labels = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
  const query = [...url.searchParams].flatMap(([name, value]) => [
    [name, value],
    [capitalised(SPELT[name] ?? name), value],
  ]);
  return { ...Object.fromEntries(query), ...Object.fromEntries(labels) };
}

/** S3 spells some members of its requests otherwise in the query. */
const SPELT: { [name: string]: string } = { 'continuation-token': 'ContinuationToken' };

const capitalised = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
