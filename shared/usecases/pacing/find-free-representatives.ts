import { partsOfGroup } from '../../domain/engagement/engagement.ts';
import { longestIdleFirst, serves } from '../../domain/representative/match.ts';
import type { Representative } from '../../domain/representative/representative.ts';
import type { Queue } from '../../domain/workstream/queue.ts';
import type { Representatives } from '../../ports/representatives.ts';
import type { Versioned } from '../../ports/versioned.ts';

/** The available representatives of a pacing group, the longest idle first. */
export async function findFreeRepresentatives(
  representatives: Pick<Representatives, 'available'>,
  group: string,
  queue: Queue,
): Promise<Versioned<Representative>[]> {
  const { skills } = partsOfGroup(group);
  const available = await representatives.available(queue.id, queue.members);
  const order = longestIdleFirst(
    available.map(({ value }) => value).filter((value) => serves(value, queue, skills)),
  );
  return order.flatMap((value) => available.filter((entry) => entry.value === value));
}
