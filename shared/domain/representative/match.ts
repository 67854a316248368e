// Which representatives serve a pacing group: those of the queue with every required skill, the longest idle first.
import type { Queue } from '../workstream/queue.ts';
import type { Representative } from './representative.ts';

/**
 * A queue is served by its members, and by representatives with the queue in their profile. The queue adds its own
 * skills.
 */
export function serves(
  representative: Pick<Representative, 'id' | 'queues' | 'skills'>,
  queue: Pick<Queue, 'id' | 'members' | 'skills'>,
  skills: readonly string[],
): boolean {
  const belongs =
    representative.queues.includes(queue.id) || queue.members.includes(representative.id);
  const able = new Set([...representative.skills, ...queue.skills]);
  return belongs && skills.every((skill) => able.has(skill));
}

export function longestIdleFirst(representatives: readonly Representative[]): Representative[] {
  return [...representatives].sort((a, b) =>
    a.presence.since === b.presence.since
      ? a.id < b.id
        ? -1
        : 1
      : a.presence.since < b.presence.since
        ? -1
        : 1,
  );
}
