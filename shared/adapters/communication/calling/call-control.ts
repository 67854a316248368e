import type { CallAutomationClient } from '@azure/communication-call-automation';
import type { CallControl, Placement } from '../../../ports/call-control.ts';
import { withTimeout, type CommunicationSettings } from '../client.ts';
import { isGone, placementOf, toEngineError } from '../errors.ts';

/** Operation contexts, which distinguish the callbacks of our own operations. */
export const contexts = {
  representative: 'representative',
  greeting: 'greeting',
  prompt: 'prompt',
};

/** Seconds of silence that end an utterance, and seconds to wait for its start. */
const endSilenceSeconds = 0.5;
const initialSilenceSeconds = 3;
/** Longer than any configurable wait for a representative. */
const longestInvitationSeconds = 180;

export interface CallControlSettings extends CommunicationSettings {
  /** Seconds of the engine's clock per machine second; 1 in Azure. */
  CLOCK_SPEED?: number;
}

export function createCallControl(
  client: CallAutomationClient,
  settings: CallControlSettings,
): CallControl {
  const { COGNITIVE_SERVICES_ENDPOINT: cognitiveServicesEndpoint, CLOCK_SPEED: speed = 1 } =
    settings;

  /** A gone call needs nothing more; its end arrives as a callback. */
  async function onCall(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!isGone(error)) throw toEngineError(error);
    }
  }

  /** The service measures waits in machine time. */
  const onOurClock = (placement: Placement): Placement =>
    placement.kind === 'throttled' && placement.retryAfterMs !== null
      ? { ...placement, retryAfterMs: placement.retryAfterMs * speed }
      : placement;

  return {
    async place(order): Promise<Placement> {
      try {
        const { callConnectionProperties: properties } = await client.createCall(
          {
            targetParticipant: { phoneNumber: order.to },
            sourceCallIdNumber: { phoneNumber: order.from },
          },
          order.callbackUrl,
          {
            operationContext: order.deliveryId,
            ...(cognitiveServicesEndpoint !== undefined && {
              callIntelligenceOptions: { cognitiveServicesEndpoint },
            }),
            ...withTimeout(),
          },
        );
        const { callConnectionId, correlationId } = properties;
        if (callConnectionId === undefined) return { kind: 'unclear' };
        return { kind: 'placed', connectionId: callConnectionId, callId: correlationId ?? null };
      } catch (error) {
        return onOurClock(placementOf(error));
      }
    },

    addRepresentative: (connectionId, address, withinMs) =>
      onCall(() =>
        client.getCallConnection(connectionId).addParticipant(
          { targetParticipant: { communicationUserId: address } },
          {
            operationContext: contexts.representative,
            invitationTimeoutInSeconds: Math.min(
              longestInvitationSeconds,
              Math.max(1, Math.ceil(withinMs / 1000)),
            ),
            ...withTimeout(),
          },
        ),
      ),

    listen: (connectionId, to, language) =>
      onCall(() =>
        client
          .getCallConnection(connectionId)
          .getCallMedia()
          .startRecognizing(
            { phoneNumber: to },
            {
              kind: 'callMediaRecognizeSpeechOptions',
              operationContext: contexts.greeting,
              speechLanguage: language,
              endSilenceTimeoutInSeconds: endSilenceSeconds,
              initialSilenceTimeoutInSeconds: initialSilenceSeconds,
              ...withTimeout(),
            },
          ),
      ),

    speak: (connectionId, text, language) =>
      onCall(() =>
        client
          .getCallConnection(connectionId)
          .getCallMedia()
          .playToAll([{ kind: 'textSource', text, sourceLocale: language }], {
            operationContext: contexts.prompt,
            interruptCallMediaOperation: true,
            ...withTimeout(),
          }),
      ),

    hangUp: (connectionId) =>
      onCall(() => client.getCallConnection(connectionId).hangUp(true, withTimeout())),
  };
}
