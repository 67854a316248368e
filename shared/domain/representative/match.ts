// Who serves a pacing group: a member of the queue who has every skill that it asks for; the longest idle first.
import type { Representative } from './representative.ts';

export function serves(
  representative: Representative,
  queueId: string,
  skills: readonly string[],
): boolean {
  const queues: readonly string[] = representative.queues;
  return queues.includes(queueId) && skills.every((skill) => representative.skills.includes(skill));
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
