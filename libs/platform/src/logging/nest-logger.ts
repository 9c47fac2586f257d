import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own lines in the log of the process. Nest passes the context, and for errors the stack before it, as last arguments. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.logger.info(members(rest), text(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const [stack, context] = rest.length > 1 ? rest : [undefined, rest[0]];
    this.logger.error(
      { ...members([context]), ...(stack !== undefined && { stack }), ...thrown(message) },
      text(message),
    );
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.logger.warn(members(rest), text(message));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.logger.debug(members(rest), text(message));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.logger.trace(members(rest), text(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.logger.fatal({ ...members(rest), ...thrown(message) }, text(message));
  }
}

function members(rest: unknown[]): { context?: unknown } {
  const context = rest.at(-1);
  return context === undefined ? {} : { context };
}

function thrown(message: unknown): { err?: Error } {
  return message instanceof Error ? { err: message } : {};
}

function text(message: unknown): string {
  if (message instanceof Error) return message.message;
  return typeof message === 'string' ? message : JSON.stringify(message);
}
