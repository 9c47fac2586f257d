const SECRET_MEMBERS = [
  'authorization',
  'Authorization',
  'cookie',
  'clientSecret',
  'accessToken',
  'secretAccessKey',
  'SecretAccessKey',
  'sessionToken',
  'SessionToken',
  'webIdentityToken',
  'WebIdentityToken',
  'apiKey',
  'adminToken',
  'encryptionKey',
  'token',
  'password',
  'privateKey',
  'privateJwk',
  'dataKey',
];

// A wildcard stands for exactly one level.
const LEVELS = ['', '*.', '*.*.', '*.*.*.'];

/** Paths of what must never reach a log, down to four levels. */
export const redactedPaths = LEVELS.flatMap((level) => SECRET_MEMBERS.map((member) => `${level}${member}`));
