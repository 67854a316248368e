// A representative records disposition codes during the conversation or in the wrap-up. An opt-out comes first:
// whatever is interrupted afterwards, the contact is not called again.
import { isOnDelivery } from '../../domain/representative/representative.ts';
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
 * Replaces the recorded codes of the conversation; a repeat changes nothing. A code of the category `doNotContact`
 * opts the contact out of the channel of the conversation. Source: “Configure disposition codes”. The opt-out stays
 * even if the code is removed later; only an explicit opt-in ends it.
 *
 * Throws NotFound without the representative or the call, and InvalidInput with every issue of the codes. Throws
 * NotAllowed with a reason. `otherDelivery`: another delivery. `noConversation`: there is no conversation yet.
 * `wrapUpOver`: the task moved on with other codes.
 */
export type RecordDisposition = (
  id: RepresentativeId,
  deliveryId: DeliveryId,
  codes: readonly string[],
) => Promise<void>;

export function createRecordDisposition(deps: RecordDispositionDeps): RecordDisposition {
  const { representatives, contacts, clock, log, applyTaskEvent } = deps;

  return async (id, deliveryId, codeIds) => {
    const conversation = await conversationOf(id, deliveryId);
    const { ref, workstream, codes, recorded, stage } = conversation;
    const faults = dispositionIssues(codeIds, codes, workstream);
    if (faults.length > 0) throw new InvalidInput('The codes are not valid.', faults);
    const chosen = codeIds.flatMap((codeId) =>
      dispositionChoices(codes, workstream.id).filter((code) => code.id === codeId),
    );
    await optOut(conversation, optOutScope(chosen));

    const dispositionCodes = chosen.map((code) => code.id);
    if (isSame(recorded, dispositionCodes)) return;
    const event = { kind: 'recorded', now: clock.now(), deliveryId, dispositionCodes } as const;
    const decision = stage === 'movedOn' ? null : await applyTaskEvent(ref, event);
    // Unchanged: the same request arrived twice.
    if (decision?.kind !== 'apply' && decision?.reason !== 'unchanged') {
      throw new NotAllowed(
        'wrapUpOver',
        'The wrap-up has ended; disposition codes can no longer be changed.',
      );
    }
    log.info('disposition.recorded', { deliveryId, codes: dispositionCodes.join() });
  };

  async function conversationOf(id: RepresentativeId, deliveryId: DeliveryId) {
    const stored = await representatives.find(id);
    if (stored === undefined) throw new NotFound('representative', id);
    const { presence } = stored.value;
    if (!isOnDelivery(presence) || presence.deliveryId !== deliveryId) throw otherDelivery(id);
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
    scope: ReturnType<typeof optOutScope>,
  ): Promise<void> {
    if (scope === 'nobody') return;
    // Without a readable contact at least the dialed number is opted out.
    const contact =
      scope === 'person'
        ? await contacts.find(call.contactId).catch(ignoreCorruptRecord)
        : undefined;
    const contactNumbers = contact?.value.person.phones.map(({ number }) => number) ?? [];
    for (const number of new Set([call.to, ...contactNumbers]))
      await deps.optOutNumber(number, 'voice');
  }
}
