import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** 1 MiB: several times the largest mapping document seen, well below what could exhaust memory. */
export const MAX_BODY_BYTES = 1024 * 1024;

export const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'];

/** YAML stays text: the route that takes it reads the raw body (media type: RFC 9512). Form posts have no parser, hence 415. */
export function addBodyParsers(app: NestFastifyApplication): void {
  for (const type of YAML_TYPES) {
    app.useBodyParser(type, { bodyLimit: MAX_BODY_BYTES }, (_request, body, done) => done(null, body.toString('utf8')));
  }
}
