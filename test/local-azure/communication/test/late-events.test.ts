import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type App, type EventData, place, placeAnswered, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp();
  await app.representative('ann');
});
afterEach(() => app.control('DELETE', '/disorder'));
afterAll(() => app.stop());

/** What came after the first CallDisconnected of a call, once `last` did. */
async function afterTheEnd(id: string, last: string) {
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

/** Somebody was added, somebody was listened to, and then the app hung up. */
async function aFullCall() {
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
  ])('there may come one %s, under an id of its own', async (name, about) => {
    await app.disorder({ lateEvents: [name] });
    const { id } = await aFullCall();
    const late = await afterTheEnd(id, name);
    expect(late).toEqual([[name, expect.objectContaining({}) as unknown]]);
    expect(late[0]?.[1]).toMatchObject(about);
  });

  test('a late list of participants still has the representative, under a number not seen before', async () => {
    await app.disorder({ lateEvents: ['ParticipantsUpdated'] });
    const { id } = await aFullCall();
    const [[, { participants, sequenceNumber }]] = (await afterTheEnd(
      id,
      'ParticipantsUpdated',
    )) as [[string, EventData]];
    expect(participants.map(({ identifier }) => identifier.rawId)).toContain('8:acs:ann');
    const told = app.events.items.filter(
      ({ type, data }) => data.callConnectionId === id && type.endsWith('ParticipantsUpdated'),
    );
    expect(sequenceNumber).toBe(
      Math.max(...told.slice(0, -1).map(({ data }) => data.sequenceNumber)) + 1,
    );
  });

  test('true stands for all of them, and the order asked for is kept', async () => {
    const { body } = await app.disorder({ lateEvents: true });
    expect(body).toMatchObject({
      lateEvents: expect.arrayContaining(['CallConnected']) as unknown,
    });
    await app.disorder({ lateEvents: ['RecognizeFailed', 'CallConnected', 'CallDisconnected'] });
    const { id } = await aFullCall();
    const late = await afterTheEnd(id, 'CallDisconnected');
    expect(late.map(([name]) => name)).toEqual([
      'RecognizeFailed',
      'CallConnected',
      'CallDisconnected',
    ]);
  });

  test('nothing is told that the call never saw: a busy number has only its end to repeat', async () => {
    await app.disorder({ lateEvents: true });
    const { id } = await place(app, { outcome: 'busy' });
    const late = await afterTheEnd(id, 'ParticipantsUpdated');
    expect(late.map(([name]) => name)).toEqual(['CallDisconnected', 'ParticipantsUpdated']);
  });

  test('an event that does not exist is refused by name', async () => {
    const { status, body } = await app.disorder({ lateEvents: ['CallResurrected'] });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('lateEvents');
  });
});
