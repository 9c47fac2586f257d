import { callerOf } from '../caller.js';
import { findIntegration } from '../integration-object.js';
import type { Organization } from '../organization.js';
import { PortFault } from '../port-fault.js';
import { Done } from '../schemas/envelope.js';
import { IntegrationById } from '../schemas/integration.js';
import {
  ChangedMetrics,
  Heartbeat,
  IngestById,
  KindOfResync,
  LogFilter,
  LogsAnswer,
  MetricsAnswer,
  NewLogs,
  NewMetrics,
  ResyncById,
  SyncsAnswer,
} from '../schemas/telemetry.js';
import type { Telemetry } from '../telemetry.js';
import type { PortApp } from '../zod-types.js';

/** Undocumented: where an integration sends its logs and metrics. In Port another host; its address stands in the integration. */
export function ingestRoutes(app: PortApp): void {
  const logs = { params: IngestById, body: NewLogs, response: { 200: Done } };
  app.post('/ingest/:id/logs', { schema: logs }, (request) => {
    telemetryOf(callerOf(request).organization, request.params.id).log(request.body.logs);
    return { ok: true as const };
  });

  const created = { params: IngestById, body: NewMetrics, response: { 200: Done } };
  app.post('/ingest/:id/syncMetrics', { schema: created }, (request) => {
    const telemetry = telemetryOf(callerOf(request).organization, request.params.id);
    for (const metrics of request.body.syncKindsMetrics) telemetry.record(metrics);
    return { ok: true as const };
  });

  const changed = { params: KindOfResync, body: ChangedMetrics, response: { 200: Done } };
  app.put('/ingest/:id/syncMetrics/resync/:eventId/kind/:kindIdentifier', { schema: changed }, (request) => {
    const { id, eventId, kindIdentifier } = request.params;
    const telemetry = telemetryOf(callerOf(request).organization, id);
    if (!telemetry.replace(eventId, kindIdentifier, request.body.syncKindMetrics)) throw resyncNotFound(eventId);
    return { ok: true as const };
  });

  const beat = { params: IngestById, body: Heartbeat, response: { 200: Done } };
  app.post('/ingest/:id/heartbeat', { schema: beat }, (request) => {
    const { eventId } = request.body;
    if (!telemetryOf(callerOf(request).organization, request.params.id).beat(eventId)) throw resyncNotFound(eventId);
    return { ok: true as const };
  });
}

/** What Port's pages read back: metrics by the internal id, logs by the installation id (Port OpenAPI). */
export function telemetryRoutes(app: PortApp): void {
  const metrics = { params: IngestById, querystring: ResyncById, response: { 200: MetricsAnswer } };
  app.get('/v1/integration/:id/syncMetrics', { schema: metrics }, (request) => {
    const telemetry = telemetryOf(callerOf(request).organization, request.params.id);
    const data = telemetry.metrics(request.query.resyncId);
    return { ok: true as const, count: data.length, data };
  });

  const syncs = { params: IngestById, response: { 200: SyncsAnswer } };
  app.get('/v1/integration/:id/syncsMetadata', { schema: syncs }, (request) => {
    const data = telemetryOf(callerOf(request).organization, request.params.id).syncs();
    return { ok: true as const, count: data.length, data };
  });

  const logs = { params: IntegrationById, querystring: LogFilter, response: { 200: LogsAnswer } };
  app.get('/v1/integration/:identifier/logs', { schema: logs }, (request) => {
    const { organization } = callerOf(request);
    const { _id } = findIntegration(organization, request.params.identifier);
    return { ok: true as const, data: organization.telemetryOf(_id).logs(request.query) };
  });
}

/** By internal id, of which the sender knows only those of its own organization. */
function telemetryOf(organization: Organization, id: string): Telemetry {
  if ([...organization.integrations.values()].some(({ _id }) => _id === id)) return organization.telemetryOf(id);
  throw new PortFault(404, 'not_found', `Integration with id "${id}" was not found`);
}

function resyncNotFound(eventId: string): PortFault {
  return new PortFault(404, 'not_found', `Resync "${eventId}" was not found`);
}
