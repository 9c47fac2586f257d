import type { PortWorld } from '../app.js';
import { FaultRequest, FaultsAnswer, FaultsOf, RateLimitChange, RateLimitsAnswer } from '../schemas/admin.js';
import { Done } from '../schemas/envelope.js';
import type { PortApp } from '../zod-types.js';

/** Makes the stand-in misbehave on demand. */
export function faultRoutes(app: PortApp, { faults, tokens, rates }: PortWorld): void {
  const plan = { body: FaultRequest, response: { 200: FaultsAnswer } };
  app.post('/_sandbox/faults', { schema: plan }, ({ body }) => {
    faults.add(body);
    return { ok: true as const, faults: faults.list() };
  });

  const forget = { querystring: FaultsOf, response: { 200: Done } };
  app.delete('/_sandbox/faults', { schema: forget }, ({ query }) => {
    faults.clear(query.organization);
    return { ok: true as const };
  });

  const limits = { body: RateLimitChange, response: { 200: RateLimitsAnswer } };
  app.patch('/_sandbox/rate-limits', { schema: limits }, ({ body }) => {
    rates.change(body);
    return { ok: true as const, ...rates.state };
  });

  // Every access token given so far is refused from now on.
  app.delete('/_sandbox/tokens', { schema: { response: { 200: Done } } }, () => {
    tokens.revokeAll();
    return { ok: true as const };
  });
}
