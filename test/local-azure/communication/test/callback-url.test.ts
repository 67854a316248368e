import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, newNumber, placeAnswered, shownNumber, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp({ callsPerNumber: 10 });
});
afterAll(() => app.stop());

const callTo = (callbackUrl: string) =>
  app.calls.createCall(
    { targetParticipant: { phoneNumber: newNumber() }, sourceCallIdNumber: shownNumber },
    callbackUrl,
  );

describe('a callback address', () => {
  test.each([
    'http://app.example.com/call-events',
    'http://127.0.0.1.example.com/',
    'http://10.0.0.1/',
    'ftp://localhost/',
    'call-events',
  ])('%s is refused with 400/8523 and the name of the field', async (url) => {
    await expect(callTo(url)).rejects.toMatchObject({
      statusCode: 400,
      code: '8523',
      message: expect.stringContaining('callbackUri') as unknown,
    });
  });

  test.each(['https://app.invalid/', 'http://localhost:9/', 'http://[::1]:9/'])(
    '%s is accepted',
    async (url) => {
      const { callConnection } = await callTo(url);
      await callConnection.hangUp(true);
    },
  );

  test('of one operation with http to another host is refused', async () => {
    const placed = await placeAnswered(app);
    const play = placed.connection
      .getCallMedia()
      .playToAll([{ kind: 'fileSource', url: 'https://files.example.com/a.wav' }], {
        operationCallbackUrl: 'http://app.example.com/',
      });
    await expect(play).rejects.toMatchObject({
      code: '8523',
      message: expect.stringContaining('operationCallbackUri') as unknown,
    });
    await placed.connection.hangUp(true);
  });

  test('of Event Grid with http to another host is refused', async () => {
    const { status, body } = await app.control('PUT', '/event-grid', {
      endpoint: 'http://app.example.com/grid',
    });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('endpoint');
  });
});
