import type { Call } from '../../domain/call/call.ts';
import type { FrequencyLimits } from '../../domain/compliance/frequency-limits.ts';
import { type Instant, later, MINUTE } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';
import { reserveNumberAndCountAttempt } from './contact-attempts.ts';
import { type DialPermission, toDialPermission } from './dial-permission.ts';

/** How long a reservation outlasts the longest possible call, so that the sweep settles the call first. */
const marginMs = 5 * MINUTE;

export const numberReservedUntil = ({ plan }: Call, now: Instant): Instant =>
  later(now, plan.ringTimeoutMs + plan.maximumCallMs + marginMs);

export async function reserveCall(
  ports: Pick<Ports, 'contacts' | 'clock'>,
  call: Call,
  limits: FrequencyLimits,
  now: Instant,
): Promise<DialPermission> {
  const { id, contactId, to, engagementId } = call;
  const reservedUntil = numberReservedUntil(call, now);
  const attempt = { id, contactId, to, engagementId, channel: 'voice', reservedUntil } as const;
  const answer = await reserveNumberAndCountAttempt(ports, attempt, limits, now);
  return toDialPermission(answer, id, now);
}
