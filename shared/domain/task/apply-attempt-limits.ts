// An edit of the engagement may allow fewer attempts or fewer reasons than when the task was queued.
import type { VoiceEngagement } from '../engagement/voice.ts';
import { type ReattemptReason, reattemptReasonOf } from '../outcome/result.ts';
import type { ChainMember, Task } from './task.ts';

export const isAttemptAllowed = (task: Task, { reattempts }: VoiceEngagement): boolean =>
  task.attempt <= reattempts.attempts;

/** Spends each number if its last result is no longer a reason to retry. A later edit does not restore it. */
export function applyAttemptLimits(task: Task, { reattempts }: VoiceEngagement): Task {
  const reasons: readonly ReattemptReason[] = reattempts.reasons;
  const isDisallowed = ({ standing, triedIn, result }: ChainMember['numbers'][number]) => {
    const last = result ?? task.lastResult;
    if (standing !== 'usable' || triedIn === 0 || last === null) return false;
    const reason = reattemptReasonOf[last];
    return reason !== null && !reasons.includes(reason);
  };
  if (!task.chain.some(({ numbers }) => numbers.some(isDisallowed))) return task;
  const chain = task.chain.map((member) => ({
    ...member,
    numbers: member.numbers.map((entry) =>
      isDisallowed(entry) ? { ...entry, standing: 'spent' as const } : entry,
    ),
  }));
  return { ...task, chain };
}
