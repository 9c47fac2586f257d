import { z } from 'zod';
import { parseRedisUrl } from './redis-url.js';

declare module 'zod' {
  interface GlobalMeta {
    meaning?: string;
    /** What holds when the variable is absent, in words where it is no plain value. */
    absent?: string;
    example?: string;
  }
}

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'expected an http or https URL' })
  .refine((url) => !/[?#]/.test(url), 'expected a URL without query and fragment')
  .transform((url) => url.replace(/\/+$/, ''));

const origin = httpUrl.refine((url) => URL.canParse(url) && new URL(url).origin === url, {
  error: 'expected scheme, host and optional port only, host in lower case',
});

const encryptionKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, 'expected 32 bytes in base64 (44 characters), made with: openssl rand -base64 32')
  .transform((text) => Buffer.from(text, 'base64'));

/** Every variable that the product reads: contract and documentation at once. */
export const variables = z.object({
  HTTP_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'expected a port number')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, 'expected a port from 1 to 65535')
    .optional()
    .meta({ meaning: 'Port that the API listens on.', absent: '3000', example: '8080' }),
  PUBLIC_URL: origin.optional().meta({
    meaning: 'Origin for the issuers of new tenants and for links; AWS itself needs https without a port.',
    absent: 'http://localhost:$HTTP_PORT',
    example: 'https://longshore.example.com',
  }),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'expected a postgresql:// URL' })
    .optional()
    .meta({
      meaning: 'PostgreSQL server.',
      absent: 'an embedded PostgreSQL in DATA_DIR',
      example: 'postgresql://longshore:secret@db.internal:5432/longshore',
    }),
  REDIS_URL: z
    .string()
    .transform((url, context) => {
      const target = parseRedisUrl(url);
      if (target) return target;
      context.addIssue('expected redis://, rediss:// (TLS), redis+sentinel://…/master-name or redis+cluster://…');
      return z.NEVER;
    })
    .optional()
    .meta({
      meaning: 'Redis for the job queue; redis+sentinel:// and redis+cluster:// take several hosts, rediss means TLS.',
      absent: 'the job queue lives in PostgreSQL',
      example: 'rediss+sentinel://user:secret@s1:26379,s2:26379/longshore/0',
    }),
  ADMIN_TOKEN: z.string().min(16, 'expected at least 16 characters').optional().meta({
    meaning: 'Bearer token of the administrator.',
    absent: 'generated into DATA_DIR and printed once',
    example: 'a-long-random-text-of-your-own',
  }),
  ENCRYPTION_KEY: encryptionKey.optional().meta({
    meaning: 'Key that wraps the data key of every tenant and the signing keys: 32 bytes, base64.',
    absent: 'generated into DATA_DIR; required when NODE_ENV is production',
    example: 'q83vEjRWeJC6mHZUMhDerb7vEjRWeJC6mHZUMhDerb4=',
  }),
  SANDBOX: z.enum(['auto', 'on', 'off'], { error: 'expected auto, on or off' }).optional().meta({
    meaning:
      'Stand-in AWS and Port. auto: on, unless NODE_ENV is production, PUBLIC_URL is https, or PORT_API_URL or an AWS_ENDPOINT_URL is set.',
    absent: 'auto',
    example: 'off',
  }),
  PORT_API_URL: httpUrl.optional().meta({
    meaning: "Operator's override of Port's base URL, for every tenant.",
    absent: "the address of the tenant's Port region",
    example: 'https://api.port.io',
  }),
  CLOUDFORMATION_TEMPLATE_BASE_URL: httpUrl.optional().meta({
    meaning: 'Folder from which AWS CloudFormation fetches the templates.',
    absent: 'the templates that the API serves under PUBLIC_URL',
    example: 'https://longshore-templates.s3.amazonaws.com/v1',
  }),
  AWS_ENDPOINT_URL: httpUrl.optional().meta({
    meaning: 'Endpoint of every AWS service, read by the AWS SDK.',
    absent: "AWS's own endpoints",
    example: 'http://localhost:4566',
  }),
  'AWS_ENDPOINT_URL_<SERVICE>': z.record(z.string(), httpUrl).meta({
    meaning: 'Endpoint of one AWS service, read by the AWS SDK: AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL_CLOUDCONTROL, …',
    absent: 'AWS_ENDPOINT_URL',
    example: 'http://localhost:4566',
  }),
  DATA_DIR: z.string().optional().meta({
    meaning: 'Folder for what a process keeps on disk.',
    absent: '.longshore',
    example: '/var/lib/longshore',
  }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'expected fatal, error, warn, info, debug, trace or silent',
    })
    .optional()
    .meta({ meaning: 'Least severe log line that is written.', absent: 'info', example: 'debug' }),
  NODE_ENV: z
    .enum(['development', 'production', 'test'], { error: 'expected development, production or test' })
    .optional()
    .meta({
      meaning: 'production refuses generated keys and switches the sandbox off.',
      absent: 'development',
      example: 'production',
    }),
});

export type Variables = z.infer<typeof variables>;
