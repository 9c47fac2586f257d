import { DomainError, type ErrorCode, type InputProblem } from '@longshore/domain';
import { PROBLEMS } from './problem-table.js';

/** RFC 9457 problem details, with the members that this API adds. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ErrorCode;
  requestId: string;
  errors?: InputProblem[];
}

export const PROBLEM_TYPE = 'application/problem+json';

export function problem(code: ErrorCode, detail: string, requestId: string): Problem {
  return { type: `urn:longshore:problem:${code}`, ...PROBLEMS[code], detail, code, requestId };
}

/** What the caller reads about an error of any origin. Only a DomainError's message is written for callers. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof DomainError) {
    const found = problem(error.code, error.message, requestId);
    return hasProblems(error) ? { ...found, errors: error.problems } : found;
  }
  if (hasStatus(error)) return frameworkProblem(error, requestId);
  if (isDatabaseGone(error)) return problem('ERR_UNAVAILABLE', 'The database does not answer; try again.', requestId);
  return problem(
    'ERR_INTERNAL',
    'Something failed on our side; nothing was stored. Name the requestId to the operator.',
    requestId,
  );
}

function hasProblems(error: DomainError): error is DomainError & { problems: InputProblem[] } {
  return 'problems' in error && Array.isArray(error.problems);
}

interface FrameworkError extends Error {
  statusCode?: number;
  getStatus?: () => number;
}

function hasStatus(error: unknown): error is FrameworkError {
  return error instanceof Error && (statusOf(error) ?? 500) < 500;
}

/** Nest's HttpException has getStatus(), Fastify's errors have statusCode. */
function statusOf(error: FrameworkError): number | undefined {
  return typeof error.getStatus === 'function' ? error.getStatus() : error.statusCode;
}

/** Refusals of the framework before a route is reached: no such route, unreadable JSON, body too large, wrong media type. */
function frameworkProblem(error: FrameworkError, requestId: string): Problem {
  const status = statusOf(error) ?? 400;
  const code = status === 404 ? 'ERR_NOT_FOUND' : 'ERR_INVALID_INPUT';
  return { ...problem(code, error.message, requestId), status };
}

/** Socket failures, and SQLSTATE classes 08 (connection), 57P (shutdown), 53 (resources). */
function isDatabaseGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|08|57P|53)/.test(code) ||
    /^Connection terminated|^timeout exceeded/.test(error.message)
  );
}
