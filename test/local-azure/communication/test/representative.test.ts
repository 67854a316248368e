import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, newNumber, type Placed, place, placeAnswered, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const user = (id: string) => ({ communicationUserId: `8:acs:${id}` });

async function invite(placed: Placed, id: string, options = {}) {
  return placed.connection.addParticipant(
    { targetParticipant: user(id) },
    { operationContext: 'bridge', ...options },
  );
}

async function placeLobbyCall(id: string): Promise<Placed> {
  const { callConnection, callConnectionProperties } = await app.calls.createCall(
    { targetParticipant: user(id) },
    app.callbackUrl,
    { operationContext: 'lobby' },
  );
  const callId = callConnectionProperties.callConnectionId!;
  await app.event(callId, 'CallConnected');
  return { id: callId, state: '', number: '', connection: callConnection };
}

describe('a representative', () => {
  test('that answers is added, and the call ends when the customer hangs up', async () => {
    await app.representative('rosa');
    const placed = await placeAnswered(app, { talkMs: 1500 });
    const { invitationId } = await invite(placed, 'rosa');
    const added = await app.event(placed.id, 'AddParticipantSucceeded', 'bridge');
    expect(added).toMatchObject({ invitationId, resultInformation: { code: 200, subCode: 0 } });
    const { resultInformation } = await app.event(placed.id, 'CallDisconnected');
    expect(resultInformation).toMatchObject({ code: 200, subCode: 560_000 });
    const updates = app.events.items.filter(
      ({ type, data }) =>
        data.callConnectionId === placed.id && type.endsWith('ParticipantsUpdated'),
    );
    expect(updates.map(({ data }) => data.participants.length)).toEqual([2, 3, 2]);
    expect(updates.map(({ data }) => data.sequenceNumber)).toEqual([1, 2, 3]);
  });

  test('that hangs up first leaves the call, and the customer ends it a second later', async () => {
    await app.representative('hasty', { talkMs: 500 });
    const placed = await placeAnswered(app);
    await invite(placed, 'hasty');
    const left = await app.events.find(
      'the list without the representative',
      ({ type, data }) =>
        type.endsWith('ParticipantsUpdated') &&
        data.callConnectionId === placed.id &&
        data.sequenceNumber === 3,
    );
    expect(left.data.participants.map(({ identifier }) => identifier.rawId)).not.toContain(
      '8:acs:hasty',
    );
    const { resultInformation } = await app.event(placed.id, 'CallDisconnected');
    expect(resultInformation.subCode).toBe(560_000);
  });

  test.each([
    ['declines', { declines: true }, {}, 603, 0],
    [
      'does not answer in time',
      { autoAnswer: false },
      { invitationTimeoutInSeconds: 1 },
      487,
      10_004,
    ],
    ['is not registered', undefined, {}, 480, 10_037],
  ])('that %s is not added', async (how, settings, options, code, subCode) => {
    const id = how.replaceAll(' ', '-');
    if (settings !== undefined) await app.representative(id, settings);
    const placed = await placeAnswered(app);
    await invite(placed, id, options);
    const failed = await app.event(placed.id, 'AddParticipantFailed', 'bridge');
    expect(failed.resultInformation).toMatchObject({ code, subCode });
    await placed.connection.hangUp(true);
  });

  test('with a canceled invitation is not added, and a second cancellation fails', async () => {
    await app.representative('slow', { answerMs: 60_000 });
    const placed = await placeAnswered(app);
    const { invitationId } = await invite(placed, 'slow');
    await placed.connection.cancelAddParticipantOperation(invitationId!);
    const done = await app.event(placed.id, 'CancelAddParticipantSucceeded');
    expect(done.invitationId).toBe(invitationId);
    await placed.connection.cancelAddParticipantOperation(invitationId!);
    await app.event(placed.id, 'CancelAddParticipantFailed');
    await placed.connection.hangUp(true);
  });

  test('cannot be invited twice to one call (409/8519)', async () => {
    await app.representative('double');
    const placed = await placeAnswered(app);
    await invite(placed, 'double');
    await expect(invite(placed, 'double')).rejects.toMatchObject({ statusCode: 409, code: '8519' });
    await placed.connection.hangUp(true);
  });

  test('cannot be invited during ringing, nor with a timeout over three minutes', async () => {
    const ringing = await place(app, { outcome: 'noAnswer' });
    await expect(invite(ringing, 'rosa')).rejects.toMatchObject({ statusCode: 400, code: '8501' });
    await ringing.connection.hangUp(true);
    const placed = await placeAnswered(app);
    await expect(invite(placed, 'rosa', { invitationTimeoutInSeconds: 181 })).rejects.toMatchObject(
      { statusCode: 400, code: '8523' },
    );
    await placed.connection.hangUp(true);
  });

  test('of Teams is added to a call of a Teams resource account without a caller id', async () => {
    const ids = { userId: 'u', tenantId: 't', resourceId: 'r' };
    await app.representative('r_t_u');
    const number = newNumber();
    await app.person(number, { ringMs: 500 });
    const { callConnection, callConnectionProperties } = await app.calls.createCall(
      { targetParticipant: { phoneNumber: number } },
      app.callbackUrl,
      { teamsAppSource: { teamsAppId: 'resource-account' } },
    );
    const id = callConnectionProperties.callConnectionId!;
    await app.event(id, 'CallConnected');
    await callConnection.addParticipant({ targetParticipant: ids }, { operationContext: 'teams' });
    await app.event(id, 'AddParticipantSucceeded', 'teams');
    const { values } = await callConnection.listParticipants();
    expect(values).toContainEqual(
      expect.objectContaining({ identifier: expect.objectContaining(ids) as unknown }),
    );
    await callConnection.hangUp(true);
  });
});

describe('moving a customer to the lobby call of a representative', () => {
  test('bridges both, ends the empty call, and ends the lobby call when the customer hangs up', async () => {
    await app.representative('waiting');
    const seat = await placeLobbyCall('waiting');
    const customer = await placeAnswered(app, { talkMs: 1500 });
    await seat.connection.moveParticipants([{ phoneNumber: customer.number }], customer.id, {
      operationContext: 'move',
    });
    const moved = await app.event(seat.id, 'MoveParticipantSucceeded', 'move');
    expect(moved.fromCall).toBe(customer.id);
    const left = await app.event(customer.id, 'CallDisconnected');
    expect(left.resultInformation).toMatchObject({ code: 200, subCode: 0 });
    const over = await app.event(seat.id, 'CallDisconnected');
    expect(over).toMatchObject({
      operationContext: 'lobby',
      resultInformation: { subCode: 560_000 },
    });
  });

  test('fails with an event after the customer hung up, and at once for an unknown call', async () => {
    await app.representative('patient');
    const seat = await placeLobbyCall('patient');
    const customer = await placeAnswered(app, { patienceMs: 200 });
    await app.event(customer.id, 'CallDisconnected');
    const targets = [{ phoneNumber: customer.number }];
    await seat.connection.moveParticipants(targets, customer.id, { operationContext: 'late' });
    const failed = await app.event(seat.id, 'MoveParticipantFailed', 'late');
    expect(failed.resultInformation).toMatchObject({ code: 404, subCode: 8522 });
    await expect(seat.connection.moveParticipants(targets, 'no-such-call')).rejects.toMatchObject({
      statusCode: 400,
      code: '8523',
    });
    await seat.connection.hangUp(true);
    const { resultInformation } = await app.event(seat.id, 'CallDisconnected');
    expect(resultInformation.subCode).toBe(7000);
  });

  test('is refused while the call of the customer rings', async () => {
    await app.representative('early');
    const seat = await placeLobbyCall('early');
    const ringing = await place(app, { outcome: 'noAnswer' });
    await expect(
      seat.connection.moveParticipants([{ phoneNumber: ringing.number }], ringing.id),
    ).rejects.toMatchObject({ statusCode: 400, code: '8501' });
    await Promise.all([seat.connection.hangUp(true), ringing.connection.hangUp(true)]);
  });
});

test('a lobby call to an unregistered user fails with 480/10037', async () => {
  const { callConnectionProperties } = await app.calls.createCall(
    { targetParticipant: user('unregistered') },
    app.callbackUrl,
  );
  const failed = await app.event(callConnectionProperties.callConnectionId!, 'CreateCallFailed');
  expect(failed.resultInformation).toMatchObject({ code: 480, subCode: 10_037 });
});
