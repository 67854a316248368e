import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, place, placeAnswered, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe('an outbound call', () => {
  test('is created as connecting, then sends CallConnected and ParticipantsUpdated in that order', async () => {
    const placed = await place(app, { ringMs: 500 }, 'delivery-7');
    const { id, number, connection } = placed;
    expect(placed.state).toBe('connecting');
    const connected = await app.event(id, 'CallConnected');
    expect(connected.operationContext).toBe('delivery-7');
    expect(connected.resultInformation).toEqual({ code: 200, subCode: 0, message: '' });
    const updated = await app.event(id, 'ParticipantsUpdated');
    expect(updated.operationContext).toBeUndefined();
    expect(updated.sequenceNumber).toBe(1);
    expect(updated.participants.map(({ identifier }) => identifier.rawId)).toContain(`4:${number}`);
    expect(app.namesOf(id).slice(0, 2)).toEqual(['CallConnected', 'ParticipantsUpdated']);
    await connection.hangUp(true);
  });

  test('ends with 200/560000 when the customer hangs up, and then no longer exists', async () => {
    const { id, connection } = await placeAnswered(app, { patienceMs: 500 });
    const { resultInformation } = await app.event(id, 'CallDisconnected');
    expect(resultInformation).toMatchObject({ code: 200, subCode: 560_000 });
    expect(resultInformation.message).toContain('DiagCode: 0#560000.@');
    await expect(connection.getCallConnectionProperties()).rejects.toMatchObject({
      statusCode: 404,
      code: '8522',
    });
  });

  test.each([
    ['busy', {}, 486, 560_486, 17],
    ['declined', { ringMs: 500 }, 603, 560_603, 21],
    ['invalid', {}, 404, 560_404, 1],
    ['failed', {}, 503, 560_503, 34],
    ['failed', { sip: 480 }, 480, 560_480, 19],
    ['noAnswer', {}, 408, 560_408, 18],
  ])(
    'to a person with outcome %s %j fails with %d/%d',
    async (outcome, more, code, subCode, cause) => {
      const { id } = await place(app, { outcome, ...more }, 'attempt-3');
      const failed = await app.event(id, 'CreateCallFailed');
      expect(failed.operationContext).toBe('attempt-3');
      expect(failed.resultInformation).toMatchObject({
        code,
        subCode,
        sipDetails: { code },
        q850Details: { code: cause },
      });
      await app.event(id, 'CallDisconnected');
      expect(app.namesOf(id)).toEqual(['CreateCallFailed', 'CallDisconnected']);
    },
  );

  test('that the app hangs up during ringing ends with 487/540487', async () => {
    const { id, connection } = await place(app, { outcome: 'noAnswer' });
    await connection.hangUp(true);
    const { resultInformation } = await app.event(id, 'CreateCallFailed');
    expect(resultInformation).toMatchObject({ code: 487, subCode: 540_487 });
  });
});
