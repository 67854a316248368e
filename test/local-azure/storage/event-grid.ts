/**
 * Event Grid for the storage account: subscriptions with their handshake, at-least-once delivery, and the service's
 * retry schedule in local-Azure time. With `--data`, undelivered events survive this process, because the real
 * service does not end with the storage.
 */
import { randomUUID } from 'node:crypto';
import { type LocalClock } from '../clock.ts';
import { type BlobCreated } from './blob-created.ts';
import { type Pending, type Subscription, openSubscriptions } from './subscriptions.ts';

export class SubscriptionRefused extends Error {
  override readonly name = 'SubscriptionRefused';
}

export interface EventGrid {
  /**
   * A subscription with a known name takes over its undelivered events. Only an endpoint that passes the handshake is
   * subscribed.
   */
  subscribe(name: string, subscription: Subscription): Promise<void>;
  unsubscribe(name: string): void;
  publish(created: BlobCreated): void;
  stop(): void;
}

const topic =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/local/providers/Microsoft.Storage/storageAccounts/devstoreaccount1';
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** The delays between failed deliveries; the last one repeats until one day is over. */
const waits = [10 * second, 30 * second, minute, 5 * minute, 10 * minute, 30 * minute, hour];
const longWaits = [3 * hour, 6 * hour, 12 * hour];
const dayMs = 24 * hour;
/** Response statuses after which the service does not retry. */
const hopeless = new Set([400, 401, 403, 404, 413]);
/** In machine time: an endpoint that has not answered by then has not accepted the event. */
const answerMs = 30_000;

export function eventGrid(clock: LocalClock, data: string | undefined): EventGrid {
  const subscriptions = openSubscriptions(data);
  const stopping = new AbortController();
  const timers = new Map<string, () => void>();
  const instant = () => new Date(clock.now()).toISOString();

  const post = (url: string, type: string, events: unknown, more: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'aeg-event-type': type, ...more },
      body: JSON.stringify(events),
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(answerMs)]),
    });

  async function status(name: string, endpoint: string, { event, attempts }: Pending) {
    const headers = {
      'aeg-subscription-name': name.toUpperCase(),
      'aeg-delivery-count': String(attempts),
    };
    try {
      const response = await post(endpoint, 'Notification', [event], headers);
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  }

  async function deliver(name: string, pending: Pending): Promise<void> {
    const { id } = pending.event;
    timers.delete(id);
    const endpoint = subscriptions.get(name)?.endpoint;
    if (endpoint === undefined) return;
    const answered = await status(name, endpoint, pending);
    if (stopping.signal.aborted) return;
    if ((answered >= 200 && answered < 300) || hopeless.has(answered)) {
      if (answered >= 300)
        console.error(`'${name}' refused event ${id} with ${answered}: dropped.`);
      subscriptions.settle(name, id);
      return;
    }
    const wait = [...waits, ...longWaits][pending.attempts] ?? 12 * hour;
    if (clock.now() + wait > Date.parse(pending.event.eventTime) + dayMs) {
      console.error(`Event ${id} for '${name}' was not accepted within one day: dropped.`);
      subscriptions.settle(name, id);
      return;
    }
    const again = { ...pending, attempts: pending.attempts + 1 };
    timers.set(
      id,
      clock.after(wait, () => void deliver(name, again)),
    );
  }

  async function handshake(endpoint: string): Promise<void> {
    const validationCode = randomUUID();
    const asked = {
      id: randomUUID(),
      topic,
      subject: '',
      eventTime: instant(),
      eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
      data: { validationCode },
      dataVersion: '2',
      metadataVersion: '1',
    };
    const response = await post(endpoint, 'SubscriptionValidation', [asked]).catch(() => undefined);
    const text = (await response?.text()) ?? 'nothing';
    if (response?.status !== 200 || !text.includes(`"${validationCode}"`))
      throw new SubscriptionRefused(
        `The endpoint must answer 200 with the validation code; it answered ${response?.status ?? 'not'}: ${text}`,
      );
  }

  for (const [name, pending] of subscriptions.undelivered()) void deliver(name, pending);

  return {
    async subscribe(name, subscription) {
      await handshake(subscription.endpoint);
      for (const pending of subscriptions.put(name, subscription)) {
        timers.get(pending.event.id)?.();
        void deliver(name, pending);
      }
    },
    unsubscribe: (name) => subscriptions.remove(name),
    publish(created) {
      const stamps = { id: randomUUID(), topic, eventTime: instant() };
      const event = { ...stamps, ...created, dataVersion: '', metadataVersion: '1' };
      for (const name of subscriptions.wanting(created.subject)) {
        const pending = { event, attempts: 0 };
        subscriptions.add(name, pending);
        void deliver(name, pending);
      }
    },
    stop() {
      stopping.abort();
      for (const cancel of timers.values()) cancel();
    },
  };
}
