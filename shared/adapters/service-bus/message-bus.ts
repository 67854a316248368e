// Messages by queue. Message ids are derived, so that duplicate detection drops repeated messages.
import { createHash } from 'node:crypto';
import { DefaultAzureCredential } from '@azure/identity';
import { isServiceBusError, ServiceBusClient, type ServiceBusMessage } from '@azure/service-bus';
import { msOf } from '../../domain/values/time.ts';
import { Transient } from '../../errors.ts';
import { queues } from '../../resource-names.ts';
import type { MessageBus } from '../../ports/message-bus.ts';
import type {
  DialMessage,
  NoticeMessage,
  PaceMessage,
  ReviseMessage,
  SmsMessage,
  WakeMessage,
} from '../../contract/messages.ts';

export interface ServiceBusSettings {
  SERVICEBUS_CONNECTION?: string | undefined;
  SERVICEBUS_CONNECTION__fullyQualifiedNamespace?: string | undefined;
}

export function createMessageBus(settings: ServiceBusSettings): MessageBus {
  const client = clientFor(settings);
  const senders = new Map<string, ReturnType<ServiceBusClient['createSender']>>();
  const sender = (queue: string) => {
    const existing = senders.get(queue);
    if (existing !== undefined) return existing;
    const created = client.createSender(queue);
    senders.set(queue, created);
    return created;
  };

  /** The SDK does not split a batch: messages that do not fit go into the next one. */
  async function send(queue: string, messages: ServiceBusMessage[]): Promise<void> {
    if (messages.length === 0) return;
    try {
      let batch = await sender(queue).createMessageBatch();
      for (const message of messages) {
        if (batch.tryAddMessage(message)) continue;
        await sender(queue).sendMessages(batch);
        batch = await sender(queue).createMessageBatch();
        batch.tryAddMessage(message);
      }
      await sender(queue).sendMessages(batch);
    } catch (error) {
      if (!isServiceBusError(error)) throw error;
      throw new Transient(`Service Bus send to '${queue}' failed (${error.code}).`, {
        cause: error,
      });
    }
  }

  return {
    pace: (groups, at) =>
      send(
        queues.pacing,
        groups.map((group) => ({
          body: { group, at } satisfies PaceMessage,
          sessionId: sessionOf(group),
        })),
      ),
    dial: (calls) =>
      send(
        queues.dial,
        calls.map((call) => ({ body: call satisfies DialMessage, messageId: call.deliveryId })),
      ),
    wake: (shards) =>
      send(
        queues.reattempts,
        shards.map(({ engagementId, shard, at }) => {
          // Rounded up to the second, so that one message wakes all tasks of that second.
          const due = new Date(Math.ceil(msOf(at) / 1000) * 1000);
          return {
            body: { engagementId, shard } satisfies WakeMessage,
            messageId: `${engagementId}/${shard}/${due.toISOString()}`,
            scheduledEnqueueTimeUtc: due,
          };
        }),
      ),
    revise: (shards, at) =>
      send(
        queues.reattempts,
        shards.map((revise) => ({
          body: { revise } satisfies ReviseMessage,
          scheduledEnqueueTimeUtc: new Date(msOf(at)),
        })),
      ),
    sendSms: (ref, deliveryId, at) =>
      send(queues.sms, [
        {
          body: { ...ref, deliveryId } satisfies SmsMessage,
          messageId: `${deliveryId}@${at}`,
          scheduledEnqueueTimeUtc: new Date(msOf(at)),
        },
      ]),
    notify: (refs) =>
      send(
        queues.notices,
        refs.map((ref) => ({ body: ref satisfies NoticeMessage })),
      ),
    park: (queue, body, reason) =>
      send(queues.parked, [{ body, applicationProperties: { queue, reason } }]),
  };
}

/** A Service Bus session id has at most 128 characters; a group with many skills has a longer name. */
const sessionOf = (group: string): string =>
  group.length <= 128 ? group : createHash('sha256').update(group).digest('hex');

function clientFor(settings: ServiceBusSettings): ServiceBusClient {
  const { SERVICEBUS_CONNECTION: connection } = settings;
  if (connection === undefined) {
    const namespace = settings.SERVICEBUS_CONNECTION__fullyQualifiedNamespace ?? '';
    return new ServiceBusClient(namespace, new DefaultAzureCredential());
  }
  // The SDK waits 30 seconds before a retry; a restarted local broker is back sooner.
  const local = connection.includes('UseDevelopmentEmulator=true');
  return new ServiceBusClient(connection, local ? { retryOptions: { retryDelayInMs: 200 } } : {});
}
