import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultPlan } from './fault-plan.js';
import { PortFault } from './port-fault.js';
import { Refusal } from './schemas/envelope.js';
import type { FaultRequest } from './schemas/admin.js';
import type { PortApp } from './zod-types.js';

const STRUCK = 'struck';

export interface FaultSource {
  plan: FaultPlan;
  routeOf: (request: FastifyRequest) => string;
  /** Undefined for a request without a token that holds. */
  organizationOf: (request: FastifyRequest) => string | undefined;
  loseTokens: () => void;
}

/** Lets the planned faults happen: before the work is done, in its midst, or after it and instead of the answer. */
export function addFaultHooks(app: PortApp, { plan, routeOf, organizationOf, loseTokens }: FaultSource): void {
  app.decorateRequest(STRUCK, null);

  app.addHook('onRequest', async (request, reply) => {
    const fault = plan.take(routeOf(request), organizationOf(request));
    if (!fault) return undefined;
    request.setDecorator(STRUCK, fault);
    if (fault.effect === 'status') return refuse(reply, fault);
    if (fault.effect === 'token-loss') loseTokens();
    if (fault.effect === 'delay') await delay(fault.delayMs, undefined, { ref: false });
    if (fault.effect !== 'drop' && fault.effect !== 'hang') return undefined;
    if (fault.effect === 'drop') request.raw.socket.destroy();
    else await closed(request);
    return reply.hijack();
  });

  app.addHook('onSend', async (request) => {
    const effect = struck(request)?.effect;
    if (effect === 'commit-then-drop') request.raw.socket.destroy();
    if (effect === 'commit-then-hang') await closed(request);
  });
}

/** What a `partial` fault does to the entity at that place of a bulk request. */
export function partialFault(request: Pick<FastifyRequest, 'getDecorator'>, index: number): PortFault | undefined {
  const fault = struck(request);
  if (fault?.effect !== 'partial' || !fault.indexes.includes(index)) return undefined;
  return new PortFault(fault.status, fault.error, MESSAGE);
}

const MESSAGE = 'A fault that was asked for';

function struck(request: Pick<FastifyRequest, 'getDecorator'>): FaultRequest | null {
  return request.getDecorator<FaultRequest | null>(STRUCK);
}

async function closed({ raw: { socket } }: FastifyRequest): Promise<void> {
  if (!socket.destroyed) await once(socket, 'close');
}

function refuse(reply: FastifyReply, fault: FaultRequest): FastifyReply {
  const refusal = { ok: false, error: fault.error, message: MESSAGE };
  return reply.code(fault.status).headers(fault.headers).send(Refusal.parse(refusal));
}
