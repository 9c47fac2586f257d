import { ActionBook } from '../action-book.js';
import { callerOf } from '../caller.js';
import { PortFault } from '../port-fault.js';
import { ActionById } from '../schemas/action.js';
import {
  Approval,
  LogPage,
  NewRun,
  NewRunLog,
  OneRun,
  OneRunLog,
  RunById,
  RunFilter,
  RunLogs,
  RunPatch,
  Runs,
} from '../schemas/run.js';
import type { PortApp } from '../zod-types.js';

const ONE = '/v1/actions/runs/:run';

/** Runs of actions, as whoever carries them out reports them. The stand-in itself calls no webhook. */
export function runRoutes(app: PortApp): void {
  const start = { params: ActionById, body: NewRun, response: { 202: OneRun } };
  app.post('/v1/actions/:action/runs', { schema: start }, (request, reply) => {
    const { book, identity } = callerOf(request).organization;
    const { properties, entity = null } = request.body;
    reply.code(202);
    const asked = { properties, entity, createdBy: identity.clientId };
    return { ok: true as const, run: book.start(book.action(request.params.action), asked) };
  });

  app.get('/v1/actions/runs', { schema: { querystring: RunFilter, response: { 200: Runs } } }, (request) => {
    const { action, active, external_run_id: external, limit } = request.query;
    const runs = callerOf(request)
      .organization.book.runs()
      .filter((run) => action === undefined || run.action.identifier === action)
      .filter((run) => external === undefined || run.externalRunId === external)
      .filter((run) => active === undefined || ActionBook.isActive(run) === (active === 'true'));
    return { ok: true as const, runs: runs.slice(0, limit) };
  });

  app.get(ONE, { schema: { params: RunById, response: { 200: OneRun } } }, (request) => ({
    ok: true as const,
    run: callerOf(request).organization.book.run(request.params.run),
  }));

  changeRoutes(app);
  logRoutes(app);
}

function changeRoutes(app: PortApp): void {
  const change = { params: RunById, body: RunPatch, response: { 200: OneRun } };
  app.patch(ONE, { schema: change }, (request) => {
    const { status, statusLabel, summary, link, externalRunId } = request.body;
    const members = {
      ...(status && { status }),
      ...(statusLabel !== undefined && { statusLabel }),
      ...(summary !== undefined && { summary }),
      ...(link !== undefined && { link: [link].flat() }),
      ...(externalRunId !== undefined && { externalRunId }),
    };
    return { ok: true as const, run: callerOf(request).organization.book.change(request.params.run, members) };
  });

  const approve = { params: RunById, body: Approval, response: { 200: OneRun } };
  app.patch(`${ONE}/approval`, { schema: approve }, (request) => {
    const { book } = callerOf(request).organization;
    const { id, status } = book.run(request.params.run);
    if (status !== 'WAITING_FOR_APPROVAL')
      throw new PortFault(422, 'invalid_request', `Action run "${id}" does not wait for approval`);
    const next = request.body.status === 'APPROVE' ? 'IN_PROGRESS' : 'DECLINED';
    return { ok: true as const, run: book.change(id, { status: next }) };
  });
}

function logRoutes(app: PortApp): void {
  const add = { params: RunById, body: NewRunLog, response: { 201: OneRunLog } };
  app.post(`${ONE}/logs`, { schema: add }, (request, reply) => {
    const { book, identity } = callerOf(request).organization;
    const { message, terminationStatus: status, statusLabel } = request.body;
    const members = { ...(status && { status }), ...(statusLabel !== undefined && { statusLabel }) };
    const { id } = book.run(request.params.run);
    if (Object.keys(members).length > 0) book.change(id, members);
    reply.code(201);
    return { ok: true as const, runLog: book.log(id, message, identity.clientId) };
  });

  const read = { params: RunById, querystring: LogPage, response: { 200: RunLogs } };
  app.get(`${ONE}/logs`, { schema: read }, (request) => {
    const { limit, offset } = request.query;
    const logs = callerOf(request).organization.book.logs(request.params.run);
    return { ok: true as const, runLogs: logs.slice(offset, offset + limit) };
  });
}
