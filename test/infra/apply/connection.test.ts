import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aQueue } from '../../support/builders/queue.ts';
import { Instead } from './api-builder.ts';
import { aFolder, fewestDocuments } from './folder-builder.ts';
import { aBench, applying } from './run-builder.ts';

/** A server with fixed responses, and the requests that it received. */
async function aServer(
  respond: (request: IncomingMessage) => Instead,
): Promise<{ url: string; received: IncomingMessage[] }> {
  const received: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    received.push(request);
    const { status, headers, body } = respond(request);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', () => listening());
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`, received };
}

const queue = { 'queues/renewals.yaml': fewestDocuments['queues/renewals.yaml'] };
const throttled = (status: number, headers: Record<string, string> = {}) =>
  new Instead(status, headers, '{"title":"Try again later"}');

describe('an engine that cannot be used ends the run with one line', () => {
  test('if no server listens', async () => {
    const { api, apply } = await aBench();
    api.close();
    const { code, output } = await apply(fewestDocuments);
    expect(code).toBe(1);
    expect(output).toMatch(/^http\S+ cannot be reached: .*ECONNREFUSED.*\.$/);
  });

  test('if the key is wrong', async () => {
    const { api, apply } = await aBench();
    expect(await apply(fewestDocuments, '--key', 'wrong')).toEqual({
      code: 1,
      output: `${api.url} refuses this function key (401); pass it as --key or in ENGINE_KEY.`,
    });
  });

  test('if the address is not that of the API', async () => {
    const { api } = await aBench();
    const { code, output } = await applying(aFolder(fewestDocuments), '--url', `${api.url}/v9`);
    expect(code).toBe(1);
    expect(output).toMatch(/answered 404 to \/configuration\/plan: no text\. Check the address/);
    expect(output).not.toContain('\n');
  });

  test.each([
    ['a response that is not of the API', 200, '<html>', '<html>'],
    ['a failure with problem details', 503, '{"title": "Try again later"}', 'Try again later'],
  ])('after %s', async (_what, status, body, expected) => {
    const { url } = await aServer(() => new Instead(status, {}, body));
    const { code, output } = await applying(aFolder(fewestDocuments), '--url', url);
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`answered ${status} to /configuration/plan: ${expected}\\.`));
    expect(output).not.toContain('\n');
  });

  test('if the folder has no documents', async () => {
    const { apply } = await aBench();
    const { code, output } = await apply({ 'README.md': 'Nothing yet.' });
    expect(code).toBe(1);
    expect(output).toMatch(/^There are no documents in '.*'\.$/);
  });
});

describe('the key and the documents go to no other server', () => {
  test.each([301, 302, 303, 307, 308])(
    'a redirect (%i) is not followed, and the output names its target',
    async (status) => {
      const other = await aServer(() => new Instead(200, {}, '{"items":[]}'));
      const location = `${other.url}/configuration/plan?secret`;
      const { url } = await aServer(() => new Instead(status, { location }));
      const { code, output } = await applying(aFolder(fewestDocuments), '--url', url);
      expect(code).toBe(1);
      expect(output).toContain(`to ${new URL(other.url).origin} (${status}).`);
      expect(other.received).toEqual([]);
    },
  );

  test('a redirect after the plan is not followed', async () => {
    const { api, apply } = await aBench();
    const other = await aServer(() => new Instead(200, {}, '{}'));
    api.before('apply', async () => new Instead(307, { location: other.url }));
    const { code, output } = await apply(fewestDocuments);
    expect(code).toBe(1);
    const { origin } = new URL(other.url);
    expect(output).toContain(`redirects /configuration/apply to ${origin}`);
    expect(other.received).toEqual([]);
  });
});

test('a response to the write that is not of the API does not count as a success', async () => {
  const { api, apply } = await aBench();
  api.before('apply', async () => new Instead(200, {}, '{"items":[]}'));
  const { code, output } = await apply(fewestDocuments);
  expect(code).toBe(1);
  expect(output).toContain('answered 200 to /configuration/apply: {"items":[]}.');
  expect(output).not.toContain('created');
});

describe('a throttled engine gets the request again', () => {
  test('after Retry-After, at most half a minute', async () => {
    const { api, apply, waits } = await aBench();
    api.before('plan', async () => throttled(503, { 'retry-after': '7' }));
    api.before('apply', async () => throttled(429, { 'retry-after': '3600' }));
    api.before('apply', async () => throttled(429));
    api.before('apply', async () => throttled(503));
    expect(await apply(fewestDocuments)).toMatchObject({ code: 0 });
    expect(waits).toEqual([7000, 30_000, 2000, 4000]);
  });

  test('at the date of Retry-After', async () => {
    const { api, apply, waits } = await aBench();
    const past = new Date(0).toUTCString();
    api.before('apply', async () => throttled(503, { 'retry-after': past }));
    expect(await apply(queue)).toMatchObject({ code: 0 });
    expect(waits).toEqual([0]);
  });

  test('three times; then the run ends with 1', async () => {
    const { api, apply, waits } = await aBench();
    for (let times = 0; times < 4; times += 1) api.before('apply', async () => throttled(503));
    const { code, output } = await apply(queue);
    expect(code).toBe(1);
    expect(output).toContain('Try again later');
    expect(waits).toEqual([1000, 2000, 4000]);
  });
});

describe('the connection breaks', () => {
  const changed = { 'queues/renewals.yaml': 'name: Renewed' };

  test.each(['before', 'after'] as const)(
    '%s the write: a new plan shows what is left',
    async (when) => {
      const { engine, api, apply } = await aBench();
      api.breaks('apply', when);
      expect(await apply(queue)).toMatchObject({ code: 0 });
      api.breaks('apply', when);
      expect(await apply(changed)).toMatchObject({ code: 0 });
      const { document } = await engine.documents.get('queue', 'renewals');
      expect(document).toMatchObject({ name: 'Renewed' });
      expect(api.applied()).toBe(when === 'before' ? 4 : 2);
    },
  );

  test('before the write, and another edit follows: that edit stays', async () => {
    const { engine, api, apply } = await aBench();
    await apply(queue);
    api.breaks('apply', 'before');
    api.before('plan', async () => undefined);
    api.before('plan', () => engine.documents.put('queue', aQueue({ name: 'Other' })));
    const { code, output } = await apply(changed);
    expect(code).toBe(1);
    expect(output).toContain('Another edit changed the configuration');
    const { document } = await engine.documents.get('queue', 'renewals');
    expect(document).toMatchObject({ name: 'Other' });
  });

  test('for good: the output says that the result is unknown, and a second run does the rest', async () => {
    const { engine, api, apply } = await aBench();
    api.before('apply', async () => api.close());
    const { code, output } = await apply(fewestDocuments);
    expect(code).toBe(1);
    expect(output).toMatch(
      /cannot be reached: .*\nIt is not known whether the documents were written\. Run the command again\.$/,
    );
    const again = await aBench(engine);
    expect(await again.apply(fewestDocuments)).toMatchObject({ code: 0 });
  });
});
