import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type App, type EventData, place, placeAnswered, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp();
  await app.representative('ann');
});
afterEach(() => app.control('DELETE', '/disorder'));
afterAll(() => app.stop());

/** Waits for the late event `last`, and returns all events after the first CallDisconnected of a call. */
async function waitForLateEvents(id: string, last: string) {
  const ofCall = () => app.events.items.filter(({ data }) => data.callConnectionId === id);
  const late = () => {
    const events = ofCall();
    const end = events.findIndex(({ type }) => type.endsWith('.CallDisconnected'));
    return end < 0 ? [] : events.slice(end + 1);
  };
  await app.events.find(`a late ${last} of ${id}`, () =>
    late().some(({ type }) => type.endsWith(`.${last}`)),
  );
  expect(new Set(ofCall().map(({ id: event }) => event)).size).toBe(ofCall().length);
  return late().map(({ type, data }): [string, EventData] => [type.split('.').at(-1)!, data]);
}

/** Places a call with an added participant and a running recognition, and hangs it up. */
async function placeAndHangUp() {
  const placed = await placeAnswered(app);
  const ann = { communicationUserId: '8:acs:ann' };
  await placed.connection.addParticipant(
    { targetParticipant: ann },
    { operationContext: 'bridge' },
  );
  await app.event(placed.id, 'AddParticipantSucceeded', 'bridge');
  await placed.connection.getCallMedia().startRecognizing(
    { phoneNumber: placed.number },
    {
      kind: 'callMediaRecognizeSpeechOptions',
      endSilenceTimeoutInSeconds: 100,
      operationContext: 'listen',
    },
  );
  await placed.connection.hangUp(true);
  return placed;
}

describe('after the end of a call', () => {
  test.each([
    ['CallConnected', { operationContext: 'attempt', resultInformation: { code: 200 } }],
    ['CallDisconnected', { operationContext: 'attempt', resultInformation: { subCode: 7000 } }],
    ['ParticipantsUpdated', { resultInformation: { code: 200 } }],
    ['AddParticipantSucceeded', { operationContext: 'bridge', resultInformation: { code: 200 } }],
    ['RecognizeFailed', { operationContext: 'listen', resultInformation: { subCode: 8528 } }],
  ])('a late %s is sent once, with a new id', async (name, about) => {
    await app.disorder({ lateEvents: [name] });
    const { id } = await placeAndHangUp();
    const late = await waitForLateEvents(id, name);
    expect(late).toEqual([[name, expect.objectContaining({}) as unknown]]);
    expect(late[0]?.[1]).toMatchObject(about);
  });

  test('a late ParticipantsUpdated lists the representative, with a new sequence number', async () => {
    await app.disorder({ lateEvents: ['ParticipantsUpdated'] });
    const { id } = await placeAndHangUp();
    const [[, { participants, sequenceNumber }]] = (await waitForLateEvents(
      id,
      'ParticipantsUpdated',
    )) as [[string, EventData]];
    expect(participants.map(({ identifier }) => identifier.rawId)).toContain('8:acs:ann');
    const updates = app.events.items.filter(
      ({ type, data }) => data.callConnectionId === id && type.endsWith('ParticipantsUpdated'),
    );
    expect(sequenceNumber).toBe(
      Math.max(...updates.slice(0, -1).map(({ data }) => data.sequenceNumber)) + 1,
    );
  });

  test('lateEvents true enables all events, and a list of events keeps its order', async () => {
    const { body } = await app.disorder({ lateEvents: true });
    expect(body).toMatchObject({
      lateEvents: expect.arrayContaining(['CallConnected']) as unknown,
    });
    await app.disorder({ lateEvents: ['RecognizeFailed', 'CallConnected', 'CallDisconnected'] });
    const { id } = await placeAndHangUp();
    const late = await waitForLateEvents(id, 'CallDisconnected');
    expect(late.map(([name]) => name)).toEqual([
      'RecognizeFailed',
      'CallConnected',
      'CallDisconnected',
    ]);
  });

  test('a busy call gets no late events of operations that it never had', async () => {
    await app.disorder({ lateEvents: true });
    const { id } = await place(app, { outcome: 'busy' });
    const late = await waitForLateEvents(id, 'ParticipantsUpdated');
    expect(late.map(([name]) => name)).toEqual(['CallDisconnected', 'ParticipantsUpdated']);
  });

  test('an unknown event in lateEvents is refused', async () => {
    const { status, body } = await app.disorder({ lateEvents: ['CallResurrected'] });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('lateEvents');
  });
});
