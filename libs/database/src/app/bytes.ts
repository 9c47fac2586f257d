/** Prisma takes byte arrays over a plain ArrayBuffer only; a Buffer may be a view of a larger, shared one. */
export function bytes(value: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(value);
}
