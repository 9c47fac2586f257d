import { describe, expect, it } from 'vitest';
import { describeConfig } from './describe-config.js';
import { InvalidConfig } from './invalid-config.error.js';
import { loadConfig } from './load-config.js';

function refusal(environment: NodeJS.ProcessEnv): unknown {
  try {
    return loadConfig(environment);
  } catch (error) {
    return error instanceof InvalidConfig ? error.problems.map(({ variable }) => variable) : error;
  }
}

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(loadConfig({ PATH: '/bin', REDIS_URL: '' })).toEqual({
      nodeEnv: 'development',
      httpPort: 3000,
      publicUrl: 'http://localhost:3000',
      databaseUrl: null,
      redis: null,
      adminToken: null,
      encryptionKey: null,
      sandbox: true,
      portApiUrl: null,
      templateBaseUrl: null,
      aws: { endpointUrl: null, serviceEndpointUrls: {}, isReal: false },
      dataDir: '.longshore',
      logLevel: 'info',
    });
  });

  it('derives the public URL from the port', () => {
    expect(loadConfig({ HTTP_PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
  });

  it('reads the endpoints of single AWS services', () => {
    expect(loadConfig({ AWS_ENDPOINT_URL_STS: 'http://localhost:9/' }).aws).toEqual({
      endpointUrl: null,
      serviceEndpointUrls: { AWS_ENDPOINT_URL_STS: 'http://localhost:9' },
      isReal: false,
    });
  });

  it.each([
    [{}, true],
    [{ SANDBOX: 'auto' }, true],
    [{ NODE_ENV: 'production', ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64') }, false],
    [{ PUBLIC_URL: 'https://longshore.example.com' }, false],
    [{ PUBLIC_URL: 'http://longshore.example.com' }, true],
    [{ PORT_API_URL: 'http://localhost:4000' }, false],
    [{ AWS_ENDPOINT_URL: 'http://localhost:4000' }, false],
    [{ AWS_ENDPOINT_URL_STS: 'http://localhost:4000' }, false],
    [{ SANDBOX: 'on', AWS_ENDPOINT_URL: 'http://localhost:4000' }, true],
    [{ SANDBOX: 'off' }, false],
  ])('with %o switches the sandbox on: %s', (environment, sandbox) => {
    expect(loadConfig(environment).sandbox).toBe(sandbox);
  });

  it('calls AWS real only without sandbox and without an endpoint for STS', () => {
    expect(loadConfig({ SANDBOX: 'off' }).aws.isReal).toBe(true);
    expect(loadConfig({ SANDBOX: 'off', AWS_ENDPOINT_URL_EC2: 'http://localhost:1' }).aws.isReal).toBe(true);
    expect(loadConfig({ SANDBOX: 'off', AWS_ENDPOINT_URL: 'http://localhost:1' }).aws.isReal).toBe(false);
  });
});

describe('a bad environment', () => {
  it('is refused with every variable, the reason and an example, and without the values', () => {
    const environment = { HTTP_PORT: '70000', ENCRYPTION_KEY: 'short-secret', LONGSHORE_HTTP_PORT: '1' };

    expect(() => loadConfig(environment)).toThrow(
      [
        'The environment has bad variables:',
        '  LONGSHORE_HTTP_PORT: unknown; the name is HTTP_PORT. Example: HTTP_PORT=8080',
        '  HTTP_PORT: expected a port from 1 to 65535. Example: HTTP_PORT=8080',
        '  ENCRYPTION_KEY: expected 32 bytes in base64 (44 characters), made with: openssl rand -base64 32. Example: ENCRYPTION_KEY=q83vEjRWeJC6mHZUMhDerb7vEjRWeJC6mHZUMhDerb4=',
      ].join('\n'),
    );
  });

  it.each([
    [{ HTTP_PORT: '0' }, 'HTTP_PORT'],
    [{ HTTP_PORT: '80a' }, 'HTTP_PORT'],
    [{ PUBLIC_URL: 'longshore.example.com' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'https://longshore.example.com/path' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'ftp://longshore.example.com' }, 'PUBLIC_URL'],
    [{ DATABASE_URL: 'mysql://db' }, 'DATABASE_URL'],
    [{ REDIS_URL: 'http://redis' }, 'REDIS_URL'],
    [{ ADMIN_TOKEN: 'short' }, 'ADMIN_TOKEN'],
    [{ ENCRYPTION_KEY: Buffer.alloc(16).toString('base64') }, 'ENCRYPTION_KEY'],
    [{ SANDBOX: 'yes' }, 'SANDBOX'],
    [{ PORT_API_URL: 'api.port.io' }, 'PORT_API_URL'],
    [{ CLOUDFORMATION_TEMPLATE_BASE_URL: 's3://bucket' }, 'CLOUDFORMATION_TEMPLATE_BASE_URL'],
    [{ AWS_ENDPOINT_URL: 'localhost' }, 'AWS_ENDPOINT_URL'],
    [{ AWS_ENDPOINT_URL_STS: 'localhost' }, 'AWS_ENDPOINT_URL_STS'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ NODE_ENV: 'prod' }, 'NODE_ENV'],
    [{ LONGSHORE_COLOUR: 'red' }, 'LONGSHORE_COLOUR'],
    [{ NODE_ENV: 'production' }, 'ENCRYPTION_KEY'],
  ])('%o names the variable', (environment, variable) => {
    expect(refusal(environment)).toEqual([variable]);
  });
});

describe('the description of the configuration', () => {
  it('says default, meaning and a working example for every variable', () => {
    const described = describeConfig();

    expect(described.filter((row) => !row.default || !row.meaning || !row.example)).toEqual([]);
    for (const { name, example } of described) {
      expect(refusal({ ENCRYPTION_KEY: 'A'.repeat(43) + '=', [name.replace('<SERVICE>', 'STS')]: example })).toEqual(
        expect.objectContaining({ httpPort: expect.any(Number) }),
      );
    }
  });
});
