import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aQueue } from '../../support/builders/queue.ts';
import { aFolder, least } from './folder-builder.ts';
import { aBench, applying } from './run-builder.ts';
import { Instead } from './api-builder.ts';

type Answering = (request: IncomingMessage) => Instead;

/** Some server at that address, and what it was asked. */
async function aServer(answering: Answering): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const { status, headers, body } = answering(request);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', () => listening());
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, asked };
}

const queue = { 'queues/renewals.yaml': least['queues/renewals.yaml'] };
const busy = (status: number, headers: Record<string, string> = {}) =>
  new Instead(status, headers, '{"title":"Try again later"}');

describe('the key is given to nobody else', () => {
  test.each([301, 302, 303, 307, 308])(
    'an address that sends on elsewhere (%i) is not followed, and is told where it leads',
    async (status) => {
      const elsewhere = await aServer(() => new Instead(200, {}, '{"items":[]}'));
      const { url } = await aServer(
        () => new Instead(status, { location: `${elsewhere.url}/queues?secret` }),
      );
      const { code, said } = await applying(aFolder(least), '--url', url);
      expect(code).toBe(1);
      expect(said).toContain(`on to ${new URL(elsewhere.url).origin} (${status}).`);
      expect(elsewhere.asked).toEqual([]);
    },
  );

  test('an engine that moves between the plan and a write is not followed with the document', async () => {
    const { api, apply } = await aBench();
    const elsewhere = await aServer(() => new Instead(200, {}, '{}'));
    api.before('PUT /queues/renewals', async () => new Instead(307, { location: elsewhere.url }));
    const { code, said } = await apply(least);
    expect(code).toBe(1);
    expect(said).toContain(`sends PUT /queues/renewals on to ${new URL(elsewhere.url).origin}`);
    expect(elsewhere.asked).toEqual([]);
  });
});

describe('what is not the engine’s own answer is not believed', () => {
  test('a server that answers 200 to everything has not been written to', async () => {
    const { url } = await aServer(() => new Instead(200, {}, '{"items":[]}'));
    const { code, said } = await applying(aFolder(least), '--url', url);
    expect(code).toBe(1);
    expect(said).toContain('answered 200 to PUT /queues/renewals: {"items":[]}.');
    expect(said).not.toContain('created');
  });

  const answered = { ...aQueue(), wrapUpSeconds: 30 };
  test.each<[string, Instead]>([
    ['another document', new Instead(201, { etag: '"1"' }, JSON.stringify({ id: 'another' }))],
    ['no version', new Instead(201, {}, JSON.stringify(answered))],
    ['no document', new Instead(200, { etag: '"1"' })],
  ])('a write that is answered with %s', async (_what, instead) => {
    const { api, apply } = await aBench();
    api.before('PUT /queues/renewals', async () => instead);
    expect((await apply(queue)).said).toMatch(/answered 20. to PUT \/queues\/renewals: /);
  });

  test.each<[string, Instead]>([
    ['a removal that is answered with a page', new Instead(200, {}, '<html>')],
    ['a document that is another one', new Instead(200, { etag: '"1"' }, '{"id":"another"}')],
    ['a 404 of somebody else', new Instead(404)],
  ])('%s', async (_what, instead) => {
    const { api, apply } = await aBench();
    await apply(queue);
    const request = instead.body === '<html>' ? 'DELETE' : 'GET';
    api.before(`${request} /queues/renewals`, async () => instead);
    const { code, said } = await apply({ 'queues/other.yaml': 'name: Other' }, '--prune');
    expect(code).toBe(1);
    expect(said).toMatch(/answered \d+ to (GET|DELETE) \/queues\/renewals: /);
    expect(said).not.toContain('removed');
  });
});

describe('an engine that has too much to do is asked again', () => {
  test('after as long as it says, and at most half a minute', async () => {
    const { api, apply, waits } = await aBench();
    api.before('GET /queues', async () => busy(503, { 'retry-after': '7' }));
    api.before('PUT /queues/renewals', async () => busy(429, { 'retry-after': '3600' }));
    api.before('PUT /workstreams/outbound', async () => busy(429));
    api.before('PUT /workstreams/outbound', async () => busy(503));
    expect(await apply(least)).toMatchObject({ code: 0 });
    expect(waits).toEqual([7000, 30_000, 1000, 2000]);
  });

  test('by the date that it names', async () => {
    const { api, apply, waits } = await aBench();
    const past = new Date(0).toUTCString();
    api.before('PUT /queues/renewals', async () => busy(503, { 'retry-after': past }));
    expect(await apply(queue)).toMatchObject({ code: 0 });
    expect(waits).toEqual([0]);
  });

  test('three times, and then it is told', async () => {
    const { api, apply, waits } = await aBench();
    for (let times = 0; times < 4; times += 1) {
      api.before('PUT /queues/renewals', async () => busy(503));
    }
    const { code, said } = await apply(queue);
    expect(code).toBe(1);
    expect(said).toContain('! queues/renewals.yaml is not created: Try again later');
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  test('saved, and too busy to say so: what it saved is no one else’s', async () => {
    const { engine, api, apply } = await aBench();
    const saved = aQueue({ wrapUpSeconds: 30 });
    api.before('PUT /queues/renewals', async () => {
      await engine.saveConfiguration.put('queue', saved, null);
      return busy(503);
    });
    const { code, said } = await apply(queue);
    expect(code).toBe(0);
    expect(said).toContain('+ queues/renewals created');
  });
});

describe('the connection breaks behind a write', () => {
  const changed = { 'queues/renewals.yaml': 'name: Renewed' };

  test.each(['before', 'behind'] as const)('%s it was stored: it is looked at', async (when) => {
    const { engine, api, apply } = await aBench();
    api.breaks('PUT /queues/renewals', when);
    expect(await apply(queue)).toMatchObject({ code: 0 });
    api.breaks('PUT /queues/renewals', when);
    expect(await apply(changed)).toMatchObject({ code: 0 });
    expect((await engine.saveConfiguration.get('queue', 'renewals')).value.name).toBe('Renewed');
    expect(api.writes).toHaveLength(when === 'before' ? 4 : 2);

    api.breaks('DELETE /queues/renewals', when);
    const { code, said } = await apply({ 'queues/other.yaml': 'name: Other' }, '--prune');
    expect(code).toBe(0);
    expect(said).toContain('- queues/renewals removed');
    expect(await engine.saveConfiguration.list('queue')).toHaveLength(1);
  });

  test('and somebody else writes meanwhile: theirs stays', async () => {
    const { engine, api, apply } = await aBench();
    await apply(queue);
    const theirs = aQueue({ name: 'Theirs' });
    api.breaks('PUT /queues/renewals', 'before');
    api.before('GET /queues/renewals', async () => undefined);
    api.before('GET /queues/renewals', () => engine.saveConfiguration.put('queue', theirs, null));
    const { code, said } = await apply(changed);
    expect(code).toBe(1);
    expect(said).toContain(
      '! queues/renewals.yaml is not changed: it was changed by somebody else',
    );
    expect((await engine.saveConfiguration.get('queue', 'renewals')).value.name).toBe('Theirs');
  });

  test('and again behind the look: it is looked at once more', async () => {
    const { api, apply, waits } = await aBench();
    await apply(queue);
    api.breaks('PUT /queues/renewals', 'behind');
    api.before('PUT /queues/renewals', async () => {
      api.breaks('GET /queues/renewals', 'before');
    });
    expect(await apply(changed)).toMatchObject({ code: 0 });
    expect(waits).toEqual([1000]);
    expect(api.writes).toHaveLength(2);
  });
});
