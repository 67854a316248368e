import { randomUUID } from 'node:crypto';
import { type LocalClock } from '../../clock.ts';
import { type DeliveryQueue } from '../control/delivery-queue.ts';
import { type CallbackTokens } from '../security/callback-token.ts';
import { type Call, participants } from './call.ts';
import { type Result, succeeded } from './result.ts';

/** The origin of an operation: its context, and its own callback URL if it has one. */
export interface Asker {
  readonly operationContext?: string | undefined;
  readonly operationCallbackUri?: string | undefined;
}

const instant = (ms: number) => new Date(ms).toISOString().replace('Z', '+00:00');

/** Sends callback events as CloudEvents 1.0: one event per request, in an array. */
export function callEvents(
  clock: LocalClock,
  deliveryQueue: DeliveryQueue,
  tokens: CallbackTokens,
) {
  function send(
    call: Call,
    url: string,
    name: string,
    data: Readonly<Record<string, unknown>>,
  ): void {
    const type = `Microsoft.Communication.${name}`;
    const source = `calling/callConnections/${call.id}`;
    const { id: callConnectionId, serverCallId, correlationId } = call;
    const event = {
      id: randomUUID(),
      source,
      type,
      data: {
        version: '2024-09-15',
        callConnectionId,
        serverCallId,
        correlationId,
        ...data,
        publicEventType: type,
      },
      time: instant(clock.now()),
      specversion: '1.0',
      datacontenttype: 'application/json',
      subject: source,
    };
    deliveryQueue.dispatch({
      url,
      body: JSON.stringify([event]),
      direction: 'callback',
      lane: call.lane,
      headers: async () => ({
        'content-type': 'application/json; charset=utf-8',
        authorization: `Bearer ${await tokens.token()}`,
      }),
    });
  }

  const unheard = (call: Call) => call.unattended || call.state === 'disconnected';

  return {
    /** An event of the call itself, with the context of createCall. A disconnected call sends none. */
    ofCall(call: Call, name: string, resultInformation: Result): void {
      if (unheard(call)) return;
      const { operationContext, callbackUri } = call;
      send(call, callbackUri, name, { operationContext, resultInformation });
    },
    /** The result event of one operation. */
    answer(
      call: Call,
      asker: Asker,
      name: string,
      resultInformation: Result,
      more: Readonly<Record<string, unknown>> = {},
    ): void {
      if (unheard(call)) return;
      const { operationContext, operationCallbackUri } = asker;
      const url = operationCallbackUri ?? call.callbackUri;
      send(call, url, name, { operationContext, resultInformation, ...more });
    },
    participantsUpdated(call: Call): void {
      if (unheard(call)) return;
      call.sequence += 1;
      send(call, call.callbackUri, 'ParticipantsUpdated', {
        sequenceNumber: call.sequence,
        participants: participants(call),
        resultInformation: succeeded,
      });
    },
    /** An event after the end of its call. */
    late(
      call: Call,
      { operationCallbackUri }: Asker,
      name: string,
      data: Readonly<Record<string, unknown>>,
    ): void {
      send(call, operationCallbackUri ?? call.callbackUri, name, data);
    },
  };
}
export type CallEvents = ReturnType<typeof callEvents>;
