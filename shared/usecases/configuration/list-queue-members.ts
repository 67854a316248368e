import type { Change } from '../../domain/configuration/configuration-set.ts';
import type { QueueMember } from '../../domain/configuration/users.ts';
import type { Ports } from '../../ports/ports.ts';

/** The representatives, if a change concerns a queue. They are not read otherwise. */
export async function listQueueMembers(
  representatives: Pick<Ports['representatives'], 'list'>,
  changes: readonly Change[],
): Promise<QueueMember[]> {
  const concernsQueue = changes.some(
    (change) => (change.act === 'save' ? change.member.kind : change.kind) === 'queue',
  );
  return concernsQueue ? (await representatives.list()).map(({ value }) => value) : [];
}
