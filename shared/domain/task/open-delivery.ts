import type { Channel } from '../contact/channel.ts';
import type { RepresentativeId } from '../values/ids.ts';
import type { E164 } from '../values/phone.ts';
import type { Instant } from '../values/time.ts';
import { memberAt } from './select-number.ts';
import type { OpenDelivery } from './delivery.ts';
import type { TaskIn } from './task.ts';

export function openDelivery(
  task: TaskIn<'claimed' | 'texting'>,
  details: {
    channel: Channel;
    from: E164;
    representativeId: RepresentativeId | null;
    startedAt: Instant;
  },
): OpenDelivery {
  const { member, number } = memberAt(task, task.place);
  return {
    id: task.deliveryId,
    kind: 'delivery',
    schemaVersion: 1,
    engagementId: task.engagementId,
    shard: task.shard,
    openKey: task.deliveryId,
    taskId: task.id,
    contactId: member.contactId,
    attempt: task.attempt,
    ordinal: task.deliveries,
    to: number.number,
    phoneType: number.type,
    status: 'InProcess',
    channel: details.channel,
    from: details.from,
    representativeId: details.representativeId,
    startedAt: details.startedAt,
  };
}
