import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LogLine } from '../app/log.ts';
import { fixtureFiles } from '../fixtures/files.ts';
import { plans, seenTimes } from '../fixtures/seen.ts';
import { type Host, startHost } from '../host.ts';

let host: Host;
const lines: LogLine[] = [];
const call = (path: string, init?: RequestInit) => fetch(`${host.api}/${path}`, init);

beforeAll(async () => {
  host = await startHost({
    functions: fixtureFiles('http-echo', 'http-routes', 'http-keys', 'http-answers'),
    settings: { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '1000' },
    hostJson: {
      version: '2.0',
      extensions: {
        http: {
          maxConcurrentRequests: 2,
          maxOutstandingRequests: 3,
          customHeaders: { 'x-custom': 'set' },
        },
      },
    },
    sink: (line) => lines.push(line),
  });
});
afterAll(() => host.stop());

describe('a request to an HTTP function', () => {
  test('reaches the handler with method, url, query, headers, route parameters and body', async () => {
    const response = await call('echo/7/more?x=1&code=abc', {
      method: 'POST',
      headers: { 'x-given': 'here' },
      body: 'text',
    });
    expect(response.headers.get('x-echo')).toBe('yes');
    expect(response.headers.get('x-custom')).toBe('set');
    expect(await response.json()).toEqual({
      method: 'POST',
      url: `${host.api}/echo/7/more?x=1&code=abc`,
      params: { id: '7', detail: 'more' },
      query: { x: '1', code: 'abc' },
      header: 'here',
      body: 'text',
    });
  });

  test('without a route option uses the function name as its route', async () => {
    expect((await call('echo-unrouted', { method: 'PUT' })).status).toBe(200);
  });

  test('is 404 if no route matches, or if the method does not match', async () => {
    expect((await call('nowhere')).status).toBe(404);
    expect((await call('echo/7', { method: 'DELETE' })).status).toBe(404);
    expect((await fetch(`${host.url}/echo/7`)).status).toBe(404);
  });

  test('HEAD returns the headers of GET without a body, and OPTIONS reaches a function that accepts it', async () => {
    const head = await call('echo/7', { method: 'HEAD' });
    expect(head.headers.get('content-type')).toBe('application/json');
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0);
    expect(await head.text()).toBe('');
    expect((await call('echo/7', { method: 'OPTIONS' })).status).toBe(200);
  });

  test.each([
    ['things/newest', 'newest', {}],
    ['things/12', 'by-number', { id: '12' }],
    ['things/twelve', 'by-id', { id: 'twelve' }],
    ['things/files/may.csv', 'file', { name: 'may' }],
    ['things/a/b/c', 'catch-all', { rest: 'a/b/c' }],
  ])('%s is handled by the most specific route, %s', async (path, name, params) => {
    expect(await (await call(path)).json()).toEqual({ name, params });
  });

  test('is an empty 500 when the handler throws, and the error is logged', async () => {
    const response = await call('throws');
    expect([response.status, await response.text()]).toEqual([500, '']);
    expect(lines.some((line) => line.message.includes('the handler broke'))).toBe(true);
  });

  test('is 204 when the handler returns no result', async () => {
    expect((await call('says-nothing')).status).toBe(204);
  });

  test('can return bytes, a status and cookies', async () => {
    const response = await call('says-bytes');
    expect(response.status).toBe(201);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255, 7]));
    expect(response.headers.get('set-cookie')).toBe('taste=good; max-age=60; path=/; samesite=Lax');
  });
});

describe('the limits', () => {
  test('a body over the limit is 413, with or without a declared length', async () => {
    const post = (body: RequestInit['body']) =>
      call('takes-body', { method: 'POST', body: body ?? null, duplex: 'half' });
    expect(await (await post('x'.repeat(1000))).json()).toBe(1000);
    expect((await post('x'.repeat(1001))).status).toBe(413);
    const chunks = ReadableStream.from([Buffer.alloc(600), Buffer.alloc(600)]);
    expect((await post(chunks)).status).toBe(413);
  });

  test('two requests run, one waits, and the fourth is 429', async () => {
    const gates: (() => void)[] = [];
    plans.set('waits', () => new Promise<void>((resolve) => gates.push(resolve)));
    const running = [call('waits?n=1'), call('waits?n=2')];
    await seenTimes('waits', 2);
    const third = call('waits?n=3');
    const fourth = await call('waits?n=4');
    expect(fourth.status).toBe(429);
    plans.delete('waits');
    for (const open of gates) open();
    const answers = await Promise.all([...running, third]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  });
});

describe('the keys', () => {
  const withHeader = (path: string, key: string) =>
    call(path, { headers: { 'x-functions-key': key } }).then((response) => response.status);

  test('a function accepts its own key, the host key and the master key, as header or as code', async () => {
    const { keys } = host;
    const own = keys.functions['with-function-key'] ?? '';
    expect((await call('with-function-key')).status).toBe(401);
    expect(await withHeader('with-function-key', 'wrong')).toBe(401);
    expect(await withHeader('with-function-key', own)).toBe(200);
    expect(await withHeader('with-function-key', keys.host)).toBe(200);
    expect(await withHeader('with-function-key', keys.master)).toBe(200);
    const code = encodeURIComponent(own);
    expect((await call(`with-function-key?code=${code}`)).status).toBe(200);
  });

  test("another function's key and an extension's key are refused", async () => {
    const { functions, system } = host.keys;
    const others = [functions['with-another-key'], ...Object.values(system)];
    expect(others).not.toContain(undefined);
    for (const key of others) expect(await withHeader('with-function-key', key ?? '')).toBe(401);
    const another = functions['with-another-key'] ?? '';
    expect(await withHeader('with-another-key', another)).toBe(200);
    expect(await withHeader('with-master-key', functions['with-master-key'] ?? '')).toBe(401);
  });

  test('level admin accepts only the master key', async () => {
    expect(await withHeader('with-master-key', host.keys.host)).toBe(401);
    expect(await withHeader('with-master-key', host.keys.master)).toBe(200);
  });

  test('the start page needs no key, and the status needs the master key', async () => {
    expect((await fetch(host.url)).status).toBe(200);
    const status = `${host.url}/admin/host/status`;
    expect((await fetch(status)).status).toBe(401);
    const response = await fetch(`${status}?code=${encodeURIComponent(host.keys.master)}`);
    expect(await response.json()).toMatchObject({ state: 'Running' });
  });
});

test('an empty route prefix puts the functions at the root, next to the other endpoints', async () => {
  const bare = await startHost({
    functions: fixtureFiles('http-echo'),
    hostJson: { version: '2.0', extensions: { http: { routePrefix: '' } } },
    sink: () => undefined,
  });
  expect(bare.api).toBe(bare.url);
  expect((await fetch(`${bare.url}/echo/1`)).status).toBe(200);
  expect((await fetch(`${bare.url}/admin/host/status`)).status).toBe(401);
  await bare.stop();
});
