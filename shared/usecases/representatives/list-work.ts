import { dispositionChoices } from '../../domain/representative/disposition.ts';
import type { Presence } from '../../domain/representative/representative.ts';
import type { DeliveryId, DispositionCodeId } from '../../domain/values/ids.ts';
import type { DispositionCode } from '../../domain/workstream/disposition-code.ts';
import type { FindConversation } from './find-conversation.ts';
import type { GetRepresentative } from './read-representatives.ts';

export interface WorkItem {
  deliveryId: DeliveryId;
  state: 'reserved' | 'talking' | 'wrapUp';
  since: Presence['since'];
  /** The recorded codes and the possible ones; null before the conversation. */
  disposition: {
    codes: DispositionCodeId[];
    choices: Pick<DispositionCode, 'id' | 'name' | 'category'>[];
    /** The maximum number of codes for the conversation. */
    most: number;
    /** Whether the wrap-up needs at least one code. */
    required: boolean;
  } | null;
}

/** The call that the representative works on; an empty list without one. Throws NotFound. */
export type ListWork = (id: string) => Promise<WorkItem[]>;

export function createListWork(deps: {
  getRepresentative: GetRepresentative;
  findConversation: FindConversation;
}): ListWork {
  const { getRepresentative, findConversation } = deps;

  return async (id) => {
    const { presence } = await getRepresentative(id);
    switch (presence.status) {
      case 'offline':
      case 'away':
      case 'available':
        return [];
      case 'reserved':
      case 'talking':
      case 'wrapUp': {
        const { deliveryId, status: state, since } = presence;
        return [{ deliveryId, state, since, disposition: await dispositionOf(presence) }];
      }
    }
  };

  async function dispositionOf(presence: Presence): Promise<WorkItem['disposition']> {
    const conversation = await findConversation(presence);
    if (conversation === undefined) return null;
    const { recorded, workstream, codes } = conversation;
    const { most, required } = workstream.dispositions;
    const choices = dispositionChoices(codes, workstream.id).map(({ id, name, category }) => {
      return { id, name, category };
    });
    return { codes: [...recorded], choices, most, required };
  }
}
