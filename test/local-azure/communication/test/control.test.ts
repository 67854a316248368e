import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Request } from '../http/exchange.ts';
import { listen } from '../http/server.ts';
import { type App, newNumber, placeAnswered, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp({ seed: 7 });
});
afterAll(() => app.stop());

describe('the control API', () => {
  test('stores a list of people and returns the behavior of a number', async () => {
    const [first, second] = [newNumber(), newNumber()];
    const { body } = await app.control('PUT', '/people', [
      { number: first, outcome: 'busy' },
      { number: second, outcome: 'machine', greetingMs: 9000 },
    ]);
    expect(body).toEqual({ people: 2 });
    const path = `/people/${encodeURIComponent(second)}`;
    expect((await app.control('GET', path)).body).toMatchObject({
      number: second,
      outcome: 'machine',
      greetingMs: 9000,
    });
  });

  test.each([
    ['/people/%2B14255550100', { outcome: 'sleeps' }, 'outcome'],
    ['/people/%2B14255550100', { rings: 5 }, 'rings'],
    ['/people/4255550100', {}, 'E.164'],
    ['/people', [{ outcome: 'busy' }], 'number'],
    ['/representatives/x', { answerMs: -1 }, 'answerMs'],
    ['/desktop', { api: 'nowhere' }, 'api'],
    ['/people/%2B14255550100', { talkMs: '5' }, 'talkMs'],
    ['/people/%2B14255550100', { sip: 200 }, 'sip'],
    ['/people/%2B14255550100', { keys: 'abcx' }, 'keys'],
    ['/people/%2B14255550100', { sms: null }, 'sms'],
    ['/people', { outcome: 'busy' }, 'array'],
    ['/people', [{ number: '+14255550100', mood: 'bad' }], 'mood'],
    ['/people', [{ number: '4255550100' }], 'E.164'],
    ['/representatives/x', { autoAnswer: 'yes' }, 'autoAnswer'],
    ['/representatives/x', { breakMs: 5 }, 'breakMs'],
    ['/population', { outcomes: { sleeps: 1 } }, 'sleeps'],
    ['/population', { outcomes: { busy: -1 } }, 'outcomes.busy'],
    ['/population', { ringMs: { min: 2, max: 1 } }, 'ringMs'],
    ['/population', { mood: 'bad' }, 'mood'],
    ['/event-grid', { url: 'https://app.example.com' }, 'endpoint'],
  ])('refuses PUT %s %j with an error about %s', async (path, settings, why) => {
    const { status, body } = await app.control('PUT', path, settings);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(why);
  });

  test.each([
    [{ chaos: 1 }, 'chaos'],
    [{ lose: 2 }, 'lose'],
    [{ delayMs: -1 }, 'delayMs'],
    [{ throttleEvery: 1.5 }, 'throttleEvery'],
    [{ failureEvents: 'none' }, 'failureEvents'],
    [{ answerLost: 'often' }, 'answerLost'],
    [{ foreignNumbersAtOnce: 1 }, 'foreignNumbersAtOnce'],
    [['lose'], 'object'],
  ])(
    'refuses POST /disorder %j with an error about %s, and changes nothing',
    async (settings, why) => {
      const { body: before } = await app.control('GET', '/disorder');
      const { status, body } = await app.disorder(settings);
      expect(status).toBe(400);
      expect(JSON.stringify(body)).toContain(why);
      expect((await app.control('GET', '/disorder')).body).toEqual(before);
    },
  );

  test.each(['limit=few', 'direction=up', 'since=yesterday'])(
    'refuses GET /journal?%s with the name of the parameter',
    async (query) => {
      const { status, body } = await app.control('GET', `/journal?${query}`);
      expect(status).toBe(400);
      expect(JSON.stringify(body)).toContain(query.split('=')[0]);
    },
  );

  test('makes undescribed numbers answer after four seconds, or behave as the population defines', async () => {
    const number = '+14255559999';
    const path = `/people/${encodeURIComponent(number)}`;
    const unknown = await app.control('GET', path);
    expect(unknown.body).toMatchObject({ outcome: 'answer', ringMs: 4000, talkMs: 30_000 });
    await app.control('PUT', '/population', {
      outcomes: { answer: 1, busy: 1, machine: 1 },
      ringMs: { min: 1000, max: 2000 },
    });
    const first = await app.control('GET', path);
    expect((await app.control('GET', path)).body).toEqual(first.body);
    const outcomes = new Set<unknown>();
    for (let last = 0; last < 40; last += 1) {
      const each = await app.control('GET', `/people/%2B142555588${String(last).padStart(2, '0')}`);
      outcomes.add((each.body as { outcome: string }).outcome);
    }
    expect(outcomes).toEqual(new Set(['answer', 'busy', 'machine']));
    await app.control('PUT', '/population', {});
  });

  test('returns a journal of requests and callbacks from a position or an instant on', async () => {
    const { body: before } = await app.control('GET', '/journal?limit=0');
    const start = new Date(app.clock.now()).toISOString();
    const placed = await placeAnswered(app);
    const { end } = before as { end: number };
    const { body } = await app.control('GET', `/journal?since=${end}`);
    const { entries } = body as { entries: Record<string, unknown>[] };
    expect(entries[0]).toMatchObject({
      direction: 'request',
      method: 'POST',
      status: 201,
      body: { operationContext: 'attempt' },
      answer: { callConnectionId: placed.id },
    });
    expect(entries.some(({ direction }) => direction === 'callback')).toBe(true);
    const since = await app.control('GET', `/journal?since=${start}&direction=request`);
    expect((since.body as { entries: unknown[] }).entries).toHaveLength(1);
    await placed.connection.hangUp(true);
  });

  test('stores a notice posted to /webhook in the journal', async () => {
    const notice = { type: 'DeliveryTaskClosed', outcome: 'reached' };
    expect((await app.control('POST', '/webhook', notice)).status).toBe(204);
    const { body } = await app.control('GET', '/journal?direction=webhook');
    expect(body).toMatchObject({ entries: [{ method: 'POST', path: '/webhook', body: notice }] });
  });
});

test('the simulated desktop records a disposition and completes the work when it is in wrap-up', async () => {
  const requests: Request[] = [];
  let reads = 0;
  const api = await listen(0, async (request) => {
    requests.push(request);
    if (request.method === 'POST') return { status: 200, body: {} };
    reads += 1;
    const state = reads < 3 ? 'talking' : 'wrapUp';
    return { status: 200, body: { work: [{ deliveryId: 'task.1.1', state }] } };
  });
  await app.control('PUT', '/desktop', { api: `${api.url}/api`, key: 'secret' });
  await app.representative('wanda', { wrapUpMs: 500, dispositions: { sold: 1, lost: 0 } });
  const placed = await placeAnswered(app, { talkMs: 500 });
  await placed.connection.addParticipant({
    targetParticipant: { communicationUserId: '8:acs:wanda' },
  });
  await app.event(placed.id, 'CallDisconnected');
  await expect.poll(() => requests.length, { timeout: 5000, interval: 10 }).toBe(5);
  expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'POST', 'POST']);
  expect(requests[0]?.path).toBe('/api/representatives/wanda/work');
  expect(requests[0]?.headers['x-functions-key']).toBe('secret');
  expect(requests[3]?.path).toBe('/api/representatives/wanda/work/task.1.1/disposition');
  expect(JSON.parse(requests[3]!.text)).toEqual({ codes: ['sold'] });
  expect(requests[4]?.path).toBe('/api/representatives/wanda/work/task.1.1/complete');
  expect(JSON.parse(requests[4]!.text)).toEqual({});
  await api.stop();
});
