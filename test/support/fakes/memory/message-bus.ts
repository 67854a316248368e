// The message bus over virtual time. It delivers at least once, one message of a session at a time, and drops repeated
// message ids. A failed message returns when its lock expires. On request it delivers twice and out of order.
import type {
  DeliveryId,
  EngagementId,
  TaskId,
  TaskRef,
} from '../../../../shared/domain/values/ids.ts';
import type { NoticeRef } from '../../../../shared/domain/webhooks/notice.ts';
import {
  type Instant,
  later,
  MINUTE,
  msBetween,
  SECOND,
} from '../../../../shared/domain/values/time.ts';
import type { MessageBus } from '../../../../shared/ports/message-bus.ts';
import type { VirtualTimeline } from '../virtual-timeline.ts';
import type { Disorder } from '../../injection/callback-disorder.ts';

interface Receivers {
  pace(group: string, at: Instant): Promise<unknown>;
  dial(group: string, deliveryId: DeliveryId): Promise<unknown>;
  wake(shard: { engagementId: EngagementId; shard: number }): Promise<unknown>;
  revise(shard: {
    engagementId: EngagementId;
    shard: number;
    after: TaskId | null;
  }): Promise<unknown>;
  sendSms(ref: TaskRef, deliveryId: DeliveryId): Promise<unknown>;
  notify(ref: NoticeRef): Promise<unknown>;
}

export interface MemoryBus extends MessageBus {
  connect(receivers: Receivers): void;
  readonly sent: readonly { queue: string; id: string | null; at: Instant }[];
  readonly parked: readonly { queue: string; body: unknown; reason: string }[];
  /** Messages that failed as often as their queue allows. */
  readonly dead: readonly string[];
}

interface Message {
  queue: 'pacing' | 'dial' | 'reattempts' | 'sms' | 'notices';
  id: string | null;
  at: Instant;
  run(receivers: Receivers): Promise<unknown>;
}
interface Enqueued extends Message {
  /** By the clock of the broker, which may differ from the sender's. */
  enqueuedAt: Instant;
}

const lockMs = MINUTE;
const tickLivesMs = 10 * SECOND;
const maxDeliveries = { pacing: 3, dial: 5, reattempts: 5, sms: 5, notices: 5 };

export function memoryBus(
  timeline: VirtualTimeline,
  disorder: Disorder,
  failed: (error: unknown) => void = () => {},
): MemoryBus {
  const sent: { queue: string; id: string | null; at: Instant }[] = [];
  const parked: { queue: string; body: unknown; reason: string }[] = [];
  const dead: string[] = [];
  const known = new Set<string>();
  const sessions = new Map<string, Promise<unknown>>();
  let receivers: Receivers | undefined;

  function send(order: Message, session?: string): void {
    const message = { ...order, enqueuedAt: timeline.now() };
    const { queue, id, at } = message;
    sent.push({ queue, id, at });
    if (id !== null && known.has(`${queue} ${id}`)) return;
    if (id !== null) known.add(`${queue} ${id}`);
    for (const delayMs of disorder.delays()) {
      const wait = Math.max(0, msBetween(timeline.now(), at)) + delayMs;
      timeline.after(wait, () =>
        session === undefined ? deliver(message, 1) : inTurn(session, () => deliver(message, 1)),
      );
    }
  }

  function inTurn(session: string, act: () => Promise<void>): Promise<void> {
    const turn = (sessions.get(session) ?? Promise.resolve()).then(act);
    sessions.set(session, turn);
    return turn;
  }

  async function deliver(message: Enqueued, delivery: number): Promise<void> {
    const { queue, id, enqueuedAt } = message;
    if (queue === 'pacing' && later(enqueuedAt, tickLivesMs) < timeline.now()) return;
    if (receivers === undefined) throw new Error('No receiver is connected.');
    try {
      await message.run(receivers);
    } catch (error) {
      failed(error);
      if (delivery >= maxDeliveries[queue]) dead.push(`${queue} ${id ?? ''}`);
      else timeline.after(lockMs, () => deliver(message, delivery + 1));
    }
  }

  return {
    sent,
    parked,
    dead,
    connect: (found) => void (receivers = found),
    async pace(groups, at) {
      for (const group of groups) {
        send({ queue: 'pacing', id: null, at, run: (to) => to.pace(group, at) }, group);
      }
    },
    async dial(calls) {
      const at = timeline.now();
      for (const { group, deliveryId: id } of calls) {
        send({ queue: 'dial', id, at, run: (to) => to.dial(group, id) });
      }
    },
    async wake(shards) {
      for (const { engagementId, shard, at } of shards) {
        const second = Math.ceil(Date.parse(at) / SECOND);
        const due = later(at, second * SECOND - Date.parse(at));
        const id = `${engagementId}/${shard}/${second}`;
        send({
          queue: 'reattempts',
          id,
          at: due,
          run: (to) => to.wake({ engagementId, shard }),
        });
      }
    },
    async revise(shards, at) {
      for (const shard of shards) {
        send({ queue: 'reattempts', id: null, at, run: (to) => to.revise(shard) });
      }
    },
    async sendSms(ref, deliveryId, at) {
      const run = (to: Receivers) => to.sendSms(ref, deliveryId);
      send({ queue: 'sms', id: `${deliveryId}@${at}`, at, run });
    },
    async notify(refs) {
      const at = timeline.now();
      for (const ref of refs) {
        send({ queue: 'notices', id: null, at, run: (to) => to.notify(ref) });
      }
    },
    park: async (queue, body, reason) => void parked.push({ queue, body, reason }),
  };
}
