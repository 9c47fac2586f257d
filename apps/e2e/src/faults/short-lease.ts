import { LeaseTerms } from '@longshore/database';

/** Three seconds after a worker has vanished another one may take over. */
export const SHORT_LEASE = new LeaseTerms(2, 0.5, 1, 0.5);
