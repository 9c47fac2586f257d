import { randomUUID } from 'node:crypto';
import { RoleSessions } from '@longshore/domain';

/** The lasting key of the stand-in's console administrator: a bench of reads needs no STS. */
export class AdministratorSessions extends RoleSessions {
  constructor({ accessKeyId, secretAccessKey }) {
    super();
    this.key = { accessKeyId, secretAccessKey, expiration: new Date(8.64e15) };
  }

  credentials = async () => this.key;
  identity = async ({ awsAccountId }) => awsAccountId;
  forget = () => undefined;
}

/** What a database would say about an account of the stand-in. */
export function accountOf(awsAccountId) {
  return {
    tenantId: randomUUID(),
    integrationId: randomUUID(),
    awsAccountId,
    roleArn: `arn:aws:iam::${awsAccountId}:role/Bench`,
    sessionName: 'longshore-bench',
  };
}
