// The attempts that the settings still allow: they may allow fewer than when the task was put where it is.
import type { VoiceEngagement } from '../engagement/voice.ts';
import { type ReattemptReason, reattemptReasonOf } from '../outcome/result.ts';
import type { ChainMember, Task } from './task.ts';

/**
 * The task without the numbers that are not tried again for what came of them; null when its attempt itself is one too
 * many. What the settings did not allow when it happened stays given up.
 */
export function applyAttemptLimits(task: Task, { reattempts }: VoiceEngagement): Task | null {
  if (task.attempt > reattempts.attempts) return null;
  const reasons: readonly ReattemptReason[] = reattempts.reasons;
  const isGivenUp = ({ standing, triedIn, result }: ChainMember['numbers'][number]) => {
    const last = result ?? task.lastResult;
    if (standing !== 'usable' || triedIn === 0 || last === null) return false;
    const reason = reattemptReasonOf[last];
    return reason !== null && !reasons.includes(reason);
  };
  if (!task.chain.some(({ numbers }) => numbers.some(isGivenUp))) return task;
  const chain = task.chain.map((member) => ({
    ...member,
    numbers: member.numbers.map((entry) =>
      isGivenUp(entry) ? { ...entry, standing: 'spent' as const } : entry,
    ),
  }));
  return { ...task, chain };
}
