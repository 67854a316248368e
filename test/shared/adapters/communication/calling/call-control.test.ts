// The real SDK against the local communication service. The clock of the service runs faster than real time.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallControl } from '../../../../../shared/adapters/communication/calling/call-control.ts';
import { createCallAutomationClient } from '../../../../../shared/adapters/communication/client.ts';
import { Transient } from '../../../../../shared/errors.ts';
import type { CallControl, CallOrder } from '../../../../../shared/ports/call-control.ts';
import { startApp } from '../../../../local-azure/communication/test/app.ts';
import { aDeliveryId, aNumber, aTaskId } from '../../../../support/builders/identity.ts';

let app: Awaited<ReturnType<typeof startApp>>;
let callControl: CallControl;
beforeAll(async () => {
  app = await startApp({ callsPerNumber: 100 });
  const settings = {
    COMMUNICATION_CONNECTION: app.acs.connectionString,
    COGNITIVE_SERVICES_ENDPOINT: 'https://speech.example',
  };
  callControl = createCallControl(createCallAutomationClient(settings), settings);
  await app.representative(encodeURIComponent('8:acs:grace'));
});
afterAll(() => app.stop());

let orders = 0;
async function createOrder(person: object = {}): Promise<CallOrder> {
  const n = ++orders;
  await app.person(aNumber(n), { ringMs: 1000, talkMs: 60_000, ...person });
  const deliveryId = aDeliveryId(aTaskId(n));
  const { callbackUrl } = app;
  return { deliveryId, to: aNumber(n), from: aNumber(99), callbackUrl, listens: true };
}

async function placeConnectedCall(person: object = {}) {
  const order = await createOrder(person);
  const placement = await callControl.place(order);
  if (placement.kind !== 'placed') throw new Error(`The placement is '${placement.kind}'.`);
  await app.event(placement.connectionId, 'CallConnected');
  return { id: placement.connectionId, order };
}

test('a placed call has the id of its delivery as the operation context of its callbacks', async () => {
  const order = await createOrder();
  const placement = await callControl.place(order);
  expect(placement).toMatchObject({ kind: 'placed', callId: expect.any(String) as unknown });
  if (placement.kind !== 'placed') return;
  const connected = await app.event(placement.connectionId, 'CallConnected');
  expect(connected.operationContext).toBe(order.deliveryId);
});

test('place for the same delivery twice creates one call', async () => {
  const order = await createOrder();
  const [first, second] = [await callControl.place(order), await callControl.place(order)];
  expect(second).toEqual(first);
});

test('place returns unclear when the response is lost', async () => {
  const order = await createOrder();
  await app.disorder({ answerLost: 1 });
  const placement = await callControl.place(order);
  await app.control('DELETE', '/disorder');
  expect(placement).toEqual({ kind: 'unclear' });
});

test('place returns throttled with retryAfterMs when the service answers 429', async () => {
  const order = await createOrder();
  await app.disorder({ throttleEvery: 1, retryAfterMs: 2000 });
  const placement = await callControl.place(order);
  await app.control('DELETE', '/disorder');
  expect(placement).toEqual({ kind: 'throttled', retryAfterMs: expect.any(Number) as unknown });
});

test('retryAfterMs is in time of the engine when CLOCK_SPEED is set', async () => {
  const settings = { COMMUNICATION_CONNECTION: app.acs.connectionString };
  const client = createCallAutomationClient(settings);
  const order = await createOrder();
  await app.disorder({ throttleEvery: 1, retryAfterMs: 2000 });
  const [realTime, fast] = [
    await createCallControl(client, settings).place(order),
    await createCallControl(client, { ...settings, CLOCK_SPEED: 20 }).place(order),
  ];
  await app.control('DELETE', '/disorder');
  if (realTime.kind !== 'throttled') throw new Error(`The placement is '${realTime.kind}'.`);
  expect(fast).toEqual({ kind: 'throttled', retryAfterMs: 20 * (realTime.retryAfterMs ?? NaN) });
});

test('place returns throttled and hangUp throws Transient when the service is unreachable', async () => {
  const settings = { COMMUNICATION_CONNECTION: 'endpoint=http://127.0.0.1:9/;accesskey=a2V5' };
  const unreachable = createCallControl(createCallAutomationClient(settings), settings);
  expect(await unreachable.place(await createOrder())).toEqual({
    kind: 'throttled',
    retryAfterMs: null,
  });
  await expect(unreachable.hangUp('any')).rejects.toThrow(Transient);
});

test('place returns misconfigured when the service refuses the access key', async () => {
  const connection = app.acs.connectionString.replace(/accesskey=.*/, 'accesskey=bm90IG91cnM=');
  const unauthorized = createCallControl(
    createCallAutomationClient({ COMMUNICATION_CONNECTION: connection }),
    {},
  );
  expect(await unauthorized.place(await createOrder())).toMatchObject({
    kind: 'misconfigured',
    diagnostics: expect.stringContaining('401') as unknown,
  });
});

test('hangUp throws Transient while the service refuses it, and a retry ends the ringing call', async () => {
  const placement = await callControl.place(await createOrder({ ringMs: 60_000 }));
  if (placement.kind !== 'placed') throw new Error(`The placement is '${placement.kind}'.`);
  await app.disorder({ refuseTerminateWhileRinging: true });
  await expect(callControl.hangUp(placement.connectionId)).rejects.toThrow(Transient);
  await app.control('DELETE', '/disorder');
  await callControl.hangUp(placement.connectionId);
  await app.event(placement.connectionId, 'CreateCallFailed');
});

test('addRepresentative adds the participant, and its callback has the context representative', async () => {
  const { id } = await placeConnectedCall();
  await callControl.addRepresentative(id, '8:acs:grace', 20_000);
  await app.event(id, 'AddParticipantSucceeded', 'representative');
});

test('listen returns the first words of the called person', async () => {
  const { id, order } = await placeConnectedCall({ outcome: 'machine' });
  await callControl.listen(id, order.to, 'en-US');
  const { speechResult } = await app.event(id, 'RecognizeCompleted', 'greeting');
  expect(speechResult.speech.length).toBeGreaterThan(10);
});

test('speak plays the whole prompt', async () => {
  const { id } = await placeConnectedCall();
  await callControl.speak(id, 'Please call us back.', 'en-US');
  await app.event(id, 'PlayCompleted', 'prompt');
});

test('hangUp ends the call for all participants, and later requests have no effect', async () => {
  const { id, order } = await placeConnectedCall();
  await callControl.hangUp(id);
  await app.event(id, 'CallDisconnected');
  await callControl.hangUp(id);
  await callControl.speak(id, 'Hello?', 'en-US');
  await callControl.listen(id, order.to, 'en-US');
  await callControl.addRepresentative(id, '8:acs:grace', 5000);
});
