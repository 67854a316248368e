import { dispositionChoices } from '../../domain/representative/disposition.ts';
import type { Presence, Representative } from '../../domain/representative/representative.ts';
import type { DeliveryId, RepresentativeId } from '../../domain/values/ids.ts';
import type { Instant } from '../../domain/values/time.ts';
import { NotAllowed } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import type { ApplyRepresentativeEvent } from './apply-representative-event.ts';
import type { FindConversation } from './find-conversation.ts';
import type { GetRepresentative } from './read-representatives.ts';

/**
 * Ends the wrap-up: first of the task, then of the representative, so that a repeat after a crash finishes it. Throws
 * NotFound, and NotAllowed (`dispositionRequired`, `otherDelivery`).
 */
export type CompleteWork = (
  id: RepresentativeId,
  deliveryId: DeliveryId,
) => Promise<Representative>;

export function createCompleteWork(
  deps: Pick<Ports, 'clock'> & {
    applyTaskEvent: ApplyTaskEvent;
    applyRepresentativeEvent: ApplyRepresentativeEvent;
    findConversation: FindConversation;
    getRepresentative: GetRepresentative;
  },
): CompleteWork {
  const { clock, applyTaskEvent, applyRepresentativeEvent, findConversation } = deps;

  return async (id, deliveryId) => {
    const now = clock.now();
    const { presence } = await deps.getRepresentative(id);
    if (presence.status === 'wrapUp' && presence.deliveryId === deliveryId) {
      await wrapUpTask(presence, now);
    }
    return applyRepresentativeEvent(id, { kind: 'wrappedUp', now, deliveryId });
  };

  async function wrapUpTask(presence: Presence & { status: 'wrapUp' }, now: Instant) {
    const conversation = await findConversation(presence);
    if (conversation === undefined || conversation.stage === 'movedOn') return;
    const { ref, recorded, codes, workstream, stage } = conversation;
    const isRequired =
      workstream.dispositions.required && dispositionChoices(codes, workstream.id).length > 0;
    if (isRequired && recorded.length === 0) {
      const message = `The workstream '${workstream.id}' requires a disposition code for every conversation.`;
      throw new NotAllowed('dispositionRequired', message);
    }
    if (stage !== 'wrapUp') return;
    await applyTaskEvent(ref, { kind: 'wrappedUp', now, deliveryId: presence.deliveryId });
  }
}
