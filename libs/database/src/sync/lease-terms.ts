/** How long a worker may go on with an account sync without a word to the database, in seconds. */
export class LeaseTerms {
  constructor(
    /** A lease ends this long after it was won or renewed. */
    readonly seconds = 45,
    readonly renewSeconds = 15,
    /** From the end of a lease until somebody else may take over: what is still on its way to Port ends meanwhile. */
    readonly takeoverSeconds = 20,
    /** Nothing is sent to Port with less than this left. */
    readonly pushMarginSeconds = 15,
  ) {}
}

export const LEASE = new LeaseTerms();
