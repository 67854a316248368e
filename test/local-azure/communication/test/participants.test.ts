import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, newNumber, placeAnswered, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp();
  await app.representative('ann');
});
afterAll(() => app.stop());

const ann = { communicationUserId: '8:acs:ann' };

async function placeBridged(person: unknown = {}) {
  const placed = await placeAnswered(app, person);
  await placed.connection.addParticipant({ targetParticipant: ann });
  await app.event(placed.id, 'AddParticipantSucceeded');
  return placed;
}

describe('the participants of a call', () => {
  test('are listed together with the app, and can be read one by one', async () => {
    const { connection, number } = await placeBridged();
    const { values } = await connection.listParticipants();
    expect(values).toHaveLength(3);
    const found = await connection.getParticipant({ phoneNumber: number });
    expect(found).toMatchObject({ identifier: { phoneNumber: number }, isOnHold: false });
    await expect(connection.getParticipant({ phoneNumber: newNumber() })).rejects.toMatchObject({
      statusCode: 404,
    });
    await connection.hangUp(true);
  });

  test('are still connected after one of them was removed', async () => {
    const { id, connection, number } = await placeBridged();
    await connection.removeParticipant({ phoneNumber: number }, { operationContext: 'remove' });
    await app.event(id, 'RemoveParticipantSucceeded', 'remove');
    const { values } = await connection.listParticipants();
    expect(values?.some(({ identifier }) => JSON.stringify(identifier).includes(number))).toBe(
      false,
    );
    await connection.removeParticipant({ phoneNumber: number }, { operationContext: 'again' });
    await app.event(id, 'RemoveParticipantFailed', 'again');
    await connection.hangUp(true);
  });

  test('can be put on hold; users can be muted, and telephones cannot', async () => {
    const { connection, number } = await placeBridged();
    const customer = { phoneNumber: number };
    await connection.getCallMedia().hold(customer);
    expect((await connection.getParticipant(customer)).isOnHold).toBe(true);
    await connection.getCallMedia().unhold(customer);
    expect((await connection.getParticipant(customer)).isOnHold).toBe(false);
    await connection.muteParticipant(ann);
    expect((await connection.getParticipant(ann)).isMuted).toBe(true);
    await expect(connection.muteParticipant(customer)).rejects.toMatchObject({ code: '8523' });
    await connection.hangUp(true);
  });

  test('stay connected when the app leaves a call with one telephone', async () => {
    const { id, connection } = await placeBridged({ talkMs: 60_000 });
    await connection.hangUp(false);
    await app.event(id, 'CallDisconnected');
    await expect(connection.listParticipants()).rejects.toMatchObject({ code: '8522' });
    const { body } = await app.control('GET', '/calls');
    expect(body).toMatchObject({
      calls: expect.arrayContaining([expect.objectContaining({ callConnectionId: id })]) as unknown,
    });
  });

  test('are disconnected when the app leaves a call with two telephones', async () => {
    const { id, connection } = await placeAnswered(app);
    const agent = newNumber();
    await app.person(agent, { ringMs: 200 });
    const added = connection.addParticipant({ targetParticipant: { phoneNumber: agent } });
    await expect(added).rejects.toMatchObject({ statusCode: 400, code: '8523' });
    await connection.addParticipant({
      targetParticipant: { phoneNumber: agent },
      sourceCallIdNumber: { phoneNumber: newNumber() },
    });
    await app.event(id, 'AddParticipantSucceeded');
    await connection.hangUp(false);
    await app.event(id, 'CallDisconnected');
    const { body } = await app.control('GET', '/calls');
    expect(JSON.stringify(body)).not.toContain(agent);
  });

  test('leave the call of the app after an accepted transfer', async () => {
    const { id, connection } = await placeAnswered(app);
    await connection.transferCallToParticipant(ann, { operationContext: 'over' });
    await app.event(id, 'CallTransferAccepted', 'over');
    const { resultInformation } = await app.event(id, 'CallDisconnected');
    expect(resultInformation).toMatchObject({ code: 200, subCode: 0 });
  });

  test('stay in the call when the transfer fails', async () => {
    const { id, connection } = await placeAnswered(app);
    await connection.transferCallToParticipant(
      { communicationUserId: '8:acs:unregistered' },
      { operationContext: 'over' },
    );
    const failed = await app.event(id, 'CallTransferFailed', 'over');
    expect(failed.resultInformation.subCode).toBe(10_037);
    expect((await connection.getCallConnectionProperties()).callConnectionState).toBe('connected');
    await connection.hangUp(true);
  });
});
