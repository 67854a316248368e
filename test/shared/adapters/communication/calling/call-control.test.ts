// The real SDK against the local communication service, whose minute passes in little more than a second.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallControl as callerOf } from '../../../../../shared/adapters/communication/calling/call-control.ts';
import { createCallAutomationClient } from '../../../../../shared/adapters/communication/client.ts';
import { Transient } from '../../../../../shared/errors.ts';
import type { CallControl, CallOrder } from '../../../../../shared/ports/call-control.ts';
import { startApp } from '../../../../local-azure/communication/test/app.ts';
import { aDeliveryId, aNumber, aTaskId } from '../../../../support/builders/identity.ts';

let app: Awaited<ReturnType<typeof startApp>>;
let caller: CallControl;
beforeAll(async () => {
  app = await startApp({ callsPerNumber: 100 });
  const settings = {
    COMMUNICATION_CONNECTION: app.acs.connectionString,
    COGNITIVE_SERVICES_ENDPOINT: 'https://speech.example',
  };
  caller = callerOf(createCallAutomationClient(settings), settings);
  await app.representative(encodeURIComponent('8:acs:grace'));
});
afterAll(() => app.stop());

let orders = 0;
async function anOrder(person: object = {}): Promise<CallOrder> {
  const n = ++orders;
  await app.person(aNumber(n), { ringMs: 1000, talkMs: 60_000, ...person });
  const deliveryId = aDeliveryId(aTaskId(n));
  const { callbackUrl } = app;
  return { deliveryId, to: aNumber(n), from: aNumber(99), callbackUrl, listens: true };
}

async function aConnectedCall(person: object = {}) {
  const order = await anOrder(person);
  const placement = await caller.place(order);
  if (placement.kind !== 'placed') throw new Error(`It is ${placement.kind}.`);
  await app.event(placement.connectionId, 'CallConnected');
  return { id: placement.connectionId, order };
}

test('a call is placed under the delivery’s id, and its callbacks carry the connection', async () => {
  const order = await anOrder();
  const placement = await caller.place(order);
  expect(placement).toMatchObject({ kind: 'placed', callId: expect.any(String) as unknown });
  if (placement.kind !== 'placed') return;
  const connected = await app.event(placement.connectionId, 'CallConnected');
  expect(connected.operationContext).toBe(order.deliveryId);
});

test('the same delivery asked for twice is one call', async () => {
  const order = await anOrder();
  const [first, second] = [await caller.place(order), await caller.place(order)];
  expect(second).toEqual(first);
});

test('a call that was placed without our hearing of it is unclear', async () => {
  const order = await anOrder();
  await app.disorder({ answerLost: 1 });
  const placement = await caller.place(order);
  await app.control('DELETE', '/disorder');
  expect(placement).toEqual({ kind: 'unclear' });
});

test('a service that has no room is throttled; nothing was dialled', async () => {
  const order = await anOrder();
  await app.disorder({ throttleEvery: 1, retryAfterMs: 2000 });
  const placement = await caller.place(order);
  await app.control('DELETE', '/disorder');
  expect(placement).toEqual({ kind: 'throttled', retryAfterMs: expect.any(Number) as unknown });
});

test('a wait that the service asks for by the machine’s clock is told by ours', async () => {
  const settings = { COMMUNICATION_CONNECTION: app.acs.connectionString };
  const client = createCallAutomationClient(settings);
  const order = await anOrder();
  await app.disorder({ throttleEvery: 1, retryAfterMs: 2000 });
  const [plain, fast] = [
    await callerOf(client, settings).place(order),
    await callerOf(client, { ...settings, CLOCK_SPEED: 20 }).place(order),
  ];
  await app.control('DELETE', '/disorder');
  if (plain.kind !== 'throttled') throw new Error(`It is ${plain.kind}.`);
  expect(fast).toEqual({ kind: 'throttled', retryAfterMs: 20 * (plain.retryAfterMs ?? NaN) });
});

test('a service that is not there dialled nothing', async () => {
  const settings = { COMMUNICATION_CONNECTION: 'endpoint=http://127.0.0.1:9/;accesskey=a2V5' };
  const orphan = callerOf(createCallAutomationClient(settings), settings);
  expect(await orphan.place(await anOrder())).toEqual({ kind: 'throttled', retryAfterMs: null });
  await expect(orphan.hangUp('any')).rejects.toThrow(Transient);
});

test('a service that does not know our key is misconfigured; nothing was dialled', async () => {
  const connection = app.acs.connectionString.replace(/accesskey=.*/, 'accesskey=bm90IG91cnM=');
  const stranger = callerOf(
    createCallAutomationClient({ COMMUNICATION_CONNECTION: connection }),
    {},
  );
  expect(await stranger.place(await anOrder())).toMatchObject({
    kind: 'misconfigured',
    diagnostics: expect.stringContaining('401') as unknown,
  });
});

test('a call that rings on though it was hung up on is said to do so, and is hung up on when asked again', async () => {
  const placement = await caller.place(await anOrder({ ringMs: 60_000 }));
  if (placement.kind !== 'placed') throw new Error(`It is ${placement.kind}.`);
  await app.disorder({ refuseTerminateWhileRinging: true });
  await expect(caller.hangUp(placement.connectionId)).rejects.toThrow(Transient);
  await app.control('DELETE', '/disorder');
  await caller.hangUp(placement.connectionId);
  await app.event(placement.connectionId, 'CreateCallFailed');
});

test('the representative is added, and the callback says who it is about', async () => {
  const { id } = await aConnectedCall();
  await caller.addRepresentative(id, '8:acs:grace', 20_000);
  await app.event(id, 'AddParticipantSucceeded', 'representative');
});

test('what the called person says first is heard', async () => {
  const { id, order } = await aConnectedCall({ outcome: 'machine' });
  await caller.listen(id, order.to, 'en-US');
  const { speechResult } = await app.event(id, 'RecognizeCompleted', 'greeting');
  expect(speechResult.speech.length).toBeGreaterThan(10);
});

test('a prompt is spoken to its end', async () => {
  const { id } = await aConnectedCall();
  await caller.speak(id, 'Please call us back.', 'en-US');
  await app.event(id, 'PlayCompleted', 'prompt');
});

test('a call is hung up for everyone, and what is asked of it afterwards does nothing', async () => {
  const { id, order } = await aConnectedCall();
  await caller.hangUp(id);
  await app.event(id, 'CallDisconnected');
  await caller.hangUp(id);
  await caller.speak(id, 'Hello?', 'en-US');
  await caller.listen(id, order.to, 'en-US');
  await caller.addRepresentative(id, '8:acs:grace', 5000);
});
