import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

/** The OpenAPI 3.1 document, made from the zod schemas that check the requests. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Longshore')
    .setDescription('Keeps AWS accounts mirrored in a Port software catalog, without a long-lived key.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The ADMIN_TOKEN' }, 'admin')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: "A tenant's API key" }, 'tenant')
    .build();
  return SwaggerModule.createDocument(app, description, { standardSchemaConverter: jsonSchema });
}

/** Serves /openapi.json and, over it, the page at /docs. */
export function serveDocumentation(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    raw: ['json'],
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Longshore API',
  });
}

/** JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
function jsonSchema(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const converted = z.toJSONSchema(schema, { io: schemaType, target: 'draft-2020-12', unrepresentable: 'any' });
  const { $schema: _dialect, $defs: components = {}, ...rest } = converted;
  return { schema: rest, components };
}
