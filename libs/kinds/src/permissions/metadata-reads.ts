import { readsData } from './data-reads.js';

/** How the names of reading actions begin. AWS's access levels `List` and `Read` say the same of all that handlers declare. */
const READS = /^[\w-]+:(GET$|(Admin|Batch|Gateway)?(Describe|Get|List)|Does|Lookup|Query|Search|Select|Validate)/i;

/**
 * Whether an IAM action reads what a resource is, rather than what is in it, and changes nothing. List and read handlers declare
 * writes too, such as `iam:PassRole` and `kms:PutKeyPolicy`, which no listing needs.
 */
export function isMetadataRead(action: string): boolean {
  return READS.test(action) && !readsData(action);
}
