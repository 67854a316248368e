// A representative says what came of their conversation, while it lasts or in their wrap-up. Whoever wants no calls any more
// is opted out first: whatever is cut short afterwards, nobody calls them again.
import {
  dispositionChoices,
  dispositionIssues,
  optOutScope,
} from '../../domain/representative/disposition.ts';
import type { DeliveryId, RepresentativeId } from '../../domain/values/ids.ts';
import { isSame } from '../../domain/task/wrap-up.ts';
import { InvalidInput, NotAllowed, NotFound } from '../../errors.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { type Conversation, type FindConversation, otherDelivery } from './find-conversation.ts';
import type { OptOutNumber } from '../compliance/opt-out.ts';
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';
import type { Ports } from '../../ports/ports.ts';

export interface RecordDispositionDeps extends Pick<
  Ports,
  'representatives' | 'contacts' | 'clock' | 'log'
> {
  applyTaskEvent: ApplyTaskEvent;
  findConversation: FindConversation;
  optOutNumber: OptOutNumber;
}

/**
 * Records the codes of the representative's conversation in the place of those that they recorded before; the same again
 * changes nothing. A code of the category `doNotContact` opts out of calls, and that stays when the code is taken away
 * again: who once asked for it is only called when somebody opts them in. Source: “Configure disposition codes”, where “Do
 * not contact” opts out of the channel of the conversation.
 *
 * Throws NotFound when there is no such representative, or no call any more; InvalidInput with every fault of the codes;
 * NotAllowed with the reason `otherDelivery` when they are not on that delivery, `noConversation` before they talk with
 * anyone, and `wrapUpOver` when its task has gone on with other codes.
 */
export type RecordDisposition = (
  id: RepresentativeId,
  deliveryId: DeliveryId,
  codes: readonly string[],
) => Promise<void>;

export function createRecordDisposition(deps: RecordDispositionDeps): RecordDisposition {
  const { representatives, contacts, clock, log, applyTaskEvent } = deps;

  return async (id, deliveryId, given) => {
    const conversation = await conversationOf(id, deliveryId);
    const { ref, workstream, codes, recorded, stage } = conversation;
    const faults = dispositionIssues(given, codes, workstream);
    if (faults.length > 0) throw new InvalidInput('The codes are not valid.', faults);
    const chosen = given.flatMap((one) =>
      dispositionChoices(codes, workstream.id).filter((code) => code.id === one),
    );
    await optOut(conversation, optOutScope(chosen));

    const dispositionCodes = chosen.map((code) => code.id);
    if (isSame(recorded, dispositionCodes)) return;
    const event = { kind: 'recorded', now: clock.now(), deliveryId, dispositionCodes } as const;
    const decision = stage === null ? null : await applyTaskEvent(ref, event);
    // Unchanged: the same came twice at once.
    if (decision?.kind !== 'apply' && decision?.reason !== 'unchanged') {
      throw new NotAllowed(
        'wrapUpOver',
        'What was recorded of the conversation has had its effect.',
      );
    }
    log.info('disposition.recorded', { deliveryId, codes: dispositionCodes.join() });
  };

  async function conversationOf(id: RepresentativeId, deliveryId: DeliveryId) {
    const found = await representatives.find(id);
    if (found === undefined) throw new NotFound('representative', id);
    const { presence } = found.value;
    if (!('deliveryId' in presence) || presence.deliveryId !== deliveryId) throw otherDelivery(id);
    if (presence.status === 'reserved') {
      const message = `Representative '${id}' does not talk with anyone on that delivery yet.`;
      throw new NotAllowed('noConversation', message);
    }
    const conversation = await deps.findConversation(presence);
    if (conversation === undefined) throw new NotFound('call', deliveryId);
    return conversation;
  }

  async function optOut(
    { call }: Conversation,
    who: ReturnType<typeof optOutScope>,
  ): Promise<void> {
    if (who === 'nobody') return;
    // A document that nobody can read keeps at least the number that was called from being called again.
    const contact =
      who === 'person' ? await contacts.find(call.contactId).catch(ignoreCorruptRecord) : undefined;
    const others = contact?.value.person.phones.map(({ number }) => number) ?? [];
    for (const number of new Set([call.to, ...others])) await deps.optOutNumber(number, 'voice');
  }
}
