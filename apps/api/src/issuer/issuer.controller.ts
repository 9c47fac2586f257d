import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NotFound } from '@longshore/domain';
import { DiscoveryDocument, JwksDocument, type PublicDocument } from '@longshore/issuer';
import type { FastifyReply } from 'fastify';

/** What AWS reads to verify our tokens. Served from memory, so it needs no database. */
@ApiTags('issuer')
@Controller('t/:tenantId')
export class IssuerController {
  constructor(
    private readonly discovery: DiscoveryDocument,
    private readonly jwks: JwksDocument,
  ) {}

  /** OpenID Connect Discovery 1.0, section 4. */
  @Get('.well-known/openid-configuration')
  async configuration(
    @Param('tenantId') tenantId: string,
    @Res() reply: FastifyReply,
    @Headers('if-none-match') known?: string,
  ) {
    return send(await this.discovery.run(tenantId), { known, reply });
  }

  /** RFC 7517, section 5. */
  @Get('jwks.json')
  async keys(
    @Param('tenantId') tenantId: string,
    @Res() reply: FastifyReply,
    @Headers('if-none-match') known?: string,
  ) {
    return send(await this.jwks.run(tenantId), { known, reply });
  }
}

function send(document: PublicDocument | null, { known, reply }: { known: string | undefined; reply: FastifyReply }) {
  if (!document) throw new NotFound('The issuer');
  reply.header('etag', document.etag).header('cache-control', document.cacheControl);
  if (known === document.etag) return reply.code(304).send();
  return reply.type(document.contentType).send(document.body);
}
