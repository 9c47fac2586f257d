import type { RedisTarget } from './redis-url.js';
import type { Variables } from './variables.js';

export type LogLevel = NonNullable<Variables['LOG_LEVEL']>;

/** What the environment says, checked; an injection token as well. Null means "absent": the process then provides its own default. */
export abstract class Config {
  abstract readonly nodeEnv: 'development' | 'production' | 'test';
  abstract readonly httpPort: number;
  /** Origin without a trailing slash. */
  abstract readonly publicUrl: string;
  /** Null: embedded PostgreSQL. */
  abstract readonly databaseUrl: string | null;
  /** Null: the job queue lives in PostgreSQL. */
  abstract readonly redis: RedisTarget | null;
  /** Null: see loadAdminToken. */
  abstract readonly adminToken: string | null;
  /** 32 bytes. Null: see loadEncryptionKey. */
  abstract readonly encryptionKey: Buffer | null;
  /** True when stand-in AWS and Port are to run. */
  abstract readonly sandbox: boolean;
  abstract readonly portApiUrl: string | null;
  abstract readonly templateBaseUrl: string | null;
  abstract readonly aws: AwsConfig;
  abstract readonly dataDir: string;
  abstract readonly logLevel: LogLevel;
}

export interface AwsConfig {
  endpointUrl: string | null;
  /** By variable name: `AWS_ENDPOINT_URL_STS`. */
  serviceEndpointUrls: { [variable: string]: string };
  /** True when roles are assumed at AWS itself, which accepts public https issuers only. */
  isReal: boolean;
}

export function configOf(values: Variables): Config {
  const httpPort = values.HTTP_PORT ?? 3000;
  const nodeEnv = values.NODE_ENV ?? 'development';
  const serviceEndpointUrls = values['AWS_ENDPOINT_URL_<SERVICE>'];
  const sandbox = isSandboxOn(values);
  return {
    nodeEnv,
    httpPort,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${httpPort}`,
    databaseUrl: values.DATABASE_URL ?? null,
    redis: values.REDIS_URL ?? null,
    adminToken: values.ADMIN_TOKEN ?? null,
    encryptionKey: values.ENCRYPTION_KEY ?? null,
    sandbox,
    portApiUrl: values.PORT_API_URL ?? null,
    templateBaseUrl: values.CLOUDFORMATION_TEMPLATE_BASE_URL ?? null,
    aws: {
      endpointUrl: values.AWS_ENDPOINT_URL ?? null,
      serviceEndpointUrls,
      isReal: !sandbox && !values.AWS_ENDPOINT_URL && !serviceEndpointUrls['AWS_ENDPOINT_URL_STS'],
    },
    dataDir: values.DATA_DIR ?? '.longshore',
    logLevel: values.LOG_LEVEL ?? 'info',
  };
}

function isSandboxOn(values: Variables): boolean {
  if (values.SANDBOX === 'on' || values.SANDBOX === 'off') return values.SANDBOX === 'on';
  const looksReal =
    values.NODE_ENV === 'production' ||
    values.PUBLIC_URL?.startsWith('https:') ||
    values.PORT_API_URL !== undefined ||
    values.AWS_ENDPOINT_URL !== undefined ||
    Object.keys(values['AWS_ENDPOINT_URL_<SERVICE>']).length > 0;
  return !looksReal;
}
