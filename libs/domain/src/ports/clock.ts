/** Time as the process sees it. Leases use the database's clock, never this one. */
export abstract class Clock {
  abstract now(): Date;
}
