import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type App, place, placeAnswered, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterEach(() => app.control('DELETE', '/disorder'));
afterAll(() => app.stop());

const eventsOf = (id: string) =>
  app.events.items.filter(({ data }) => data.callConnectionId === id);

describe('a callback', () => {
  test('is a CloudEvent of its call, with a unique id and the local time', async () => {
    const { id, connection } = await placeAnswered(app);
    await app.event(id, 'ParticipantsUpdated');
    const [first, second] = eventsOf(id);
    const path = `calling/callConnections/${id}`;
    expect(first).toMatchObject({ specversion: '1.0', source: path, subject: path });
    expect(first?.id).not.toBe(second?.id);
    expect(first?.data.publicEventType).toBe(first?.type);
    expect(first?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
    expect(Math.abs(Date.parse(first!.time) - app.clock.now())).toBeLessThan(60_000);
    await connection.hangUp(true);
  });

  test('is repeated until the receiver accepts it', async () => {
    app.failing.callbacks = 2;
    const { id, connection } = await placeAnswered(app);
    expect(app.failing.callbacks).toBe(0);
    await connection.hangUp(true);
    await app.event(id, 'CallDisconnected');
  });

  test('is sent twice with the same id under `duplicate`', async () => {
    await app.disorder({ duplicate: 1 });
    const { id } = await place(app, { outcome: 'busy' });
    await app.event(id, 'CallDisconnected');
    let copies = 0;
    const name = 'Microsoft.Communication.CreateCallFailed';
    await app.events.find('the copy', ({ type, data }) => {
      copies = eventsOf(id).filter((event) => event.type === name).length;
      return copies === 2 && type === name && data.callConnectionId === id;
    });
    expect(copies).toBe(2);
  });

  test('is lost under `lose`, and the journal records it', async () => {
    await app.disorder({ lose: 1 });
    const { id } = await place(app, { outcome: 'busy' });
    const lost = async () => {
      const { body } = await app.control('GET', '/journal?direction=callback');
      const { entries } = body as { entries: { remark?: string; body: unknown }[] };
      return JSON.stringify(entries.filter(({ remark }) => remark === 'lost'));
    };
    await expect.poll(lost, { timeout: 5000, interval: 10 }).toContain(id);
    expect(eventsOf(id)).toEqual([]);
  });

  test.each([
    ['createCallFailedOnly', ['CreateCallFailed']],
    ['callDisconnectedOnly', ['CallDisconnected']],
    ['bothReversed', ['CallDisconnected', 'CreateCallFailed']],
  ])('of a failed call follows failureEvents %s', async (failureEvents, names) => {
    await app.disorder({ failureEvents });
    const { id } = await place(app, { outcome: 'busy' });
    await app.event(id, names.at(-1)!);
    expect(app.namesOf(id)).toEqual(names);
  });
});

describe('the service with disorder settings', () => {
  test.each([
    ['in seconds of the machine, with a clock fifty times as fast', 350_000, '7'],
    ['rounded up', 350_001, '8'],
    ['at least one second', 1000, '1'],
  ])(
    'refuses every n-th request with 429 and Retry-After: %s',
    async (_how, retryAfterMs, seconds) => {
      await app.disorder({ throttleEvery: 1, retryAfterMs });
      const error: unknown = await place(app, {}).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ statusCode: 429 });
      const { response } = error as { response: { headers: { get(name: string): string } } };
      expect(response.headers.get('retry-after')).toBe(seconds);
    },
  );

  test('refuses calls beyond callsPerSecond with 429/8516', async () => {
    await app.disorder({ callsPerSecond: 1 });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, () => place(app, { outcome: 'busy' })),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ reason: { statusCode: 429, code: '8516' } });
  });

  test('refuses to terminate a ringing call under refuseTerminateWhileRinging', async () => {
    await app.disorder({ refuseTerminateWhileRinging: true });
    const { connection } = await place(app, { outcome: 'noAnswer' });
    await expect(connection.hangUp(true)).rejects.toMatchObject({ statusCode: 400, code: '8501' });
    await app.control('DELETE', '/disorder');
    await connection.hangUp(true);
  });

  test('returns the settings, accepts partial settings, and refuses unknown ones by name', async () => {
    await app.disorder({ delayMs: 20 });
    await app.disorder({ duplicate: 0.5 });
    expect((await app.control('GET', '/disorder')).body).toMatchObject({
      delayMs: 20,
      duplicate: 0.5,
    });
    const { status, body } = await app.disorder({ chaos: 1 });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('chaos');
  });
});
