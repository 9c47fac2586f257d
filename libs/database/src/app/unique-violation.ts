import { Prisma } from '../generated/client.js';

/** Where Prisma leaves what a driver adapter said about a P2002 (adapter-pg, errors). */
interface AdapterMeta {
  driverAdapterError?: { cause?: { constraint?: { index?: string } } };
}

/** Whether `error` is PostgreSQL refusing a second row in that unique index. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false;
  const meta = error.meta as AdapterMeta | undefined;
  return meta?.driverAdapterError?.cause?.constraint?.index === index;
}
