import { blueprintOf, callerOf, type Caller } from '../caller.js';
import { PortFault } from '../port-fault.js';
import { type Action, ActionById, Actions, NewAction, OneAction } from '../schemas/action.js';
import { Done } from '../schemas/envelope.js';
import type { PortApp } from '../zod-types.js';

const ALL = '/v1/actions';
const ONE = `${ALL}/:action`;

export function actionRoutes(app: PortApp): void {
  app.get(ALL, { schema: { response: { 200: Actions } } }, (request) => {
    const { actions } = callerOf(request).organization.book;
    return { ok: true as const, actions: [...actions.values()] };
  });

  app.post(ALL, { schema: { body: NewAction, response: { 201: OneAction } } }, (request, reply) => {
    const caller = callerOf(request);
    const { identifier } = request.body;
    if (caller.organization.book.actions.has(identifier))
      throw new PortFault(409, 'identifier_taken', `Action "${identifier}" exists already`);
    reply.code(201);
    return { ok: true as const, action: save(caller, request.body) };
  });

  app.get(ONE, { schema: { params: ActionById, response: { 200: OneAction } } }, (request) => ({
    ok: true as const,
    action: callerOf(request).organization.book.action(request.params.action),
  }));

  const replace = { params: ActionById, body: NewAction, response: { 200: OneAction } };
  app.put(ONE, { schema: replace }, (request) => {
    const caller = callerOf(request);
    const before = caller.organization.book.action(request.params.action);
    if (request.body.identifier !== before.identifier)
      throw new PortFault(422, 'invalid_request', '/identifier the stand-in does not rename actions');
    return { ok: true as const, action: save(caller, request.body, before) };
  });

  app.delete(ONE, { schema: { params: ActionById, response: { 200: Done } } }, (request) => {
    const { book } = callerOf(request).organization;
    book.actions.delete(book.action(request.params.action).identifier);
    return { ok: true as const };
  });
}

function save({ organization }: Caller, body: NewAction, before?: Action): Action {
  const { trigger } = body;
  if (trigger.type === 'self-service' && trigger.blueprintIdentifier !== undefined)
    blueprintOf(organization, trigger.blueprintIdentifier);
  const now = new Date().toISOString();
  const by = organization.identity.clientId;
  const created = { createdAt: before?.createdAt ?? now, createdBy: before?.createdBy ?? by };
  const action = { ...body, ...created, updatedAt: now, updatedBy: by };
  organization.book.actions.set(action.identifier, action);
  return action;
}
