import { randomUUID } from 'node:crypto';
import { type LocalClock } from '../../clock.ts';
import { type DeliveryQueue } from '../control/delivery-queue.ts';
import { type Journal } from '../control/journal.ts';
import { type HttpClient, type Received } from '../http/client.ts';
import { Fault } from '../http/fault.ts';

const topic =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/local/providers/microsoft.communication/communicationservices/local';

export interface GridEvent {
  readonly id: string;
  readonly subject: string;
  readonly eventType: string;
  readonly data: Readonly<Record<string, unknown>>;
}

function validationResponse(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && 'validationResponse' in body
      ? body.validationResponse
      : undefined;
  } catch {
    return undefined;
  }
}

/** The part of Event Grid that SMS needs: subscriptions with their handshake, and delivery at least once. */
export function eventGrid(
  clock: LocalClock,
  client: HttpClient,
  deliveryQueue: DeliveryQueue,
  journal: Journal,
) {
  const endpoints = new Set<string>();
  const now = () => new Date(clock.now()).toISOString();
  const stamp = () => ({ topic, eventTime: now(), dataVersion: '1.0', metadataVersion: '1' });
  const headers = (type: string, attempt: number) => ({
    'content-type': 'application/json; charset=utf-8',
    'aeg-event-type': type,
    'aeg-subscription-name': 'LOCAL',
    'aeg-delivery-count': String(attempt),
    'aeg-data-version': '1.0',
    'aeg-metadata-version': '1',
  });

  async function ask(endpoint: string, body: string): Promise<Received> {
    const sending = { method: 'POST', url: endpoint, body };
    try {
      return await client.send({ ...sending, headers: headers('SubscriptionValidation', 0) });
    } catch (error) {
      return { status: 0, text: error instanceof Error ? error.message : String(error) };
    }
  }

  return {
    endpoints: () => [...endpoints],
    unsubscribeAll: () => endpoints.clear(),
    /** Subscribes an endpoint that answers 200 with the validation code. The manual handshake is not supported. */
    async subscribe(endpoint: string): Promise<void> {
      const validationCode = randomUUID();
      const event = {
        id: randomUUID(),
        subject: '',
        data: { validationCode },
        eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
        ...stamp(),
      };
      const body = JSON.stringify([event]);
      const { status, text } = await ask(endpoint, body);
      const note = { direction: 'eventGrid', method: 'POST', path: endpoint } as const;
      journal.note({ ...note, status, text: body, answer: text, remark: 'validation' });
      if (status !== 200 || validationResponse(text) !== validationCode) {
        const why = `The endpoint must answer 200 with the validation code; it answered ${status} ${text}`;
        throw new Fault(400, 'EndpointValidation', why.trim());
      }
      endpoints.add(endpoint);
    },
    publish(event: GridEvent): void {
      const body = JSON.stringify([{ ...event, ...stamp() }]);
      for (const url of endpoints) {
        deliveryQueue.dispatch({
          url,
          body,
          direction: 'eventGrid',
          headers: async (attempt) => headers('Notification', attempt),
          finalStatuses: [400, 413],
        });
      }
    },
  };
}
export type EventGrid = ReturnType<typeof eventGrid>;
