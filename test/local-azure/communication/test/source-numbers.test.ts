import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type App, newNumber, startApp } from './app.ts';

const owned = { phoneNumber: '+18005550101' };
const foreign = { phoneNumber: '+18005550199' };

let app: App;
beforeAll(async () => {
  app = await startApp({ sourceNumbers: [owned.phoneNumber, '425425'], callsPerNumber: 10 });
});
afterEach(() => app.control('DELETE', '/disorder'));
afterAll(() => app.stop());

async function callFrom(sourceCallIdNumber: { phoneNumber: string }) {
  const number = newNumber();
  await app.person(number, { ringMs: 100, patienceMs: 60_000 });
  const target = { targetParticipant: { phoneNumber: number }, sourceCallIdNumber };
  const { callConnection, callConnectionProperties } = await app.calls.createCall(
    target,
    app.callbackUrl,
  );
  return { id: callConnectionProperties.callConnectionId!, connection: callConnection };
}
const refused = { resultInformation: { code: 403, subCode: 510_403 } };

describe('a number that the resource does not own', () => {
  test('cannot place a call: it is accepted and fails with 403/510403 without a line', async () => {
    const { id } = await callFrom(foreign);
    expect(await app.event(id, 'CreateCallFailed')).toMatchObject(refused);
    const { body } = await app.control('GET', '/calls');
    expect(JSON.stringify((body as { sources: unknown }).sources)).not.toContain(
      foreign.phoneNumber,
    );
  });

  test('is refused at once under foreignNumbersAtOnce', async () => {
    await app.disorder({ foreignNumbersAtOnce: true });
    await expect(callFrom(foreign)).rejects.toMatchObject({ statusCode: 403, code: '510403' });
    const { id, connection } = await callFrom(owned);
    await app.event(id, 'CallConnected');
    const added = { targetParticipant: { phoneNumber: newNumber() }, sourceCallIdNumber: foreign };
    await expect(connection.addParticipant(added)).rejects.toMatchObject({ statusCode: 403 });
    await connection.hangUp(true);
  });

  test('cannot add a telephone to a call nor transfer to one', async () => {
    const { id, connection } = await callFrom(owned);
    await app.event(id, 'CallConnected');
    const added = { targetParticipant: { phoneNumber: newNumber() }, sourceCallIdNumber: foreign };
    await connection.addParticipant(added);
    expect(await app.event(id, 'AddParticipantFailed')).toMatchObject(refused);
    await connection.transferCallToParticipant(
      { phoneNumber: newNumber() },
      { sourceCallIdNumber: foreign },
    );
    expect(await app.event(id, 'CallTransferFailed')).toMatchObject(refused);
    await connection.hangUp(true);
  });

  test('cannot send a message: the whole request gets 401', async () => {
    const send = (from: string) => app.sms.send({ from, to: [newNumber()], message: 'Hello' });
    await expect(send(foreign.phoneNumber)).rejects.toMatchObject({
      statusCode: 401,
      code: 'Unauthorized',
    });
    for (const from of [owned.phoneNumber, '425425']) {
      expect((await send(from))[0]?.successful).toBe(true);
    }
  });
});
