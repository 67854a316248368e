// The consistency of a request. The level of the account is Session; a request may weaken it, never strengthen it.
import { badRequest } from '../error.ts';
import { type Request } from './request.ts';

const levels = ['Eventual', 'ConsistentPrefix', 'Session', 'BoundedStaleness', 'Strong'];
export const accountLevel = 'Session';

export function refuseStronger(request: Request): void {
  const level = request.header('x-ms-consistency-level');
  if (level === undefined) return;
  if (!levels.includes(level)) throw badRequest(`The consistency level '${level}' is invalid.`);
  if (levels.indexOf(level) > levels.indexOf(accountLevel)) {
    throw badRequest(
      `ConsistencyLevel ${level} specified in the request is invalid when service is configured with consistency level ${accountLevel}. Ensure the request consistency level is not stronger than the service consistency level.`,
    );
  }
}

/** The oldest write that a read must include; undefined without a session or with a weaker level. */
export function sessionOf(request: Request): number | undefined {
  const level = request.header('x-ms-consistency-level') ?? accountLevel;
  const sequence = /#(\d+)/.exec(request.header('x-ms-session-token') ?? '')?.[1];
  return level === accountLevel && sequence !== undefined ? Number(sequence) : undefined;
}

export const sessionToken = (lsn: number) => `0:-1#${lsn}`;
