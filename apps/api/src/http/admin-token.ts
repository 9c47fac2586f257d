/** The bearer token of the administrator: ADMIN_TOKEN, or the generated one. */
export class AdminToken {
  constructor(readonly value: string) {}
}
