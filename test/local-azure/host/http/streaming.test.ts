import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plans, seenTimes } from '../fixtures/seen.ts';
import { type Host, startHost } from '../host.ts';

let host: Host;

beforeAll(async () => {
  host = await startHost({
    functions: [resolve(import.meta.dirname, '../fixtures/streaming/streams.ts')],
    settings: { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '5000000' },
    sink: () => undefined,
  });
});
afterAll(() => host.stop());

const post = (body: AsyncIterable<Uint8Array>) =>
  fetch(`${host.api}/drinks`, {
    method: 'POST',
    body: ReadableStream.from(body),
    duplex: 'half',
  });

test('with enableHttpStream a response arrives while the handler still writes it', async () => {
  const gate = Promise.withResolvers<undefined>();
  plans.set('counts-up', ({ n }) => (n === 2 ? gate.promise : undefined));
  const response = await fetch(`${host.api}/counts-up/3?q=a%20b`);
  expect(response.headers.get('x-query')).toBe('a b');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('2\n')) text += (await reader.read()).value ?? '';
  expect(text).toBe('1\n2\n');
  gate.resolve(undefined);
  while (!text.includes('3\n')) text += (await reader.read()).value ?? '';
  expect(text).toBe('1\n2\n3\n');
});

test('with enableHttpStream the handler reads a request while the client still sends it', async () => {
  async function* body() {
    yield Buffer.alloc(100_000);
    await seenTimes('drinks', 1);
    yield Buffer.alloc(900_000);
  }
  expect(await (await post(body())).json()).toEqual({ bytes: 1_000_000 });
});

test('a streamed body over the limit is 413', async () => {
  async function* body() {
    for (let n = 0; n < 60; n += 1) yield Buffer.alloc(100_000);
  }
  const status = await post(body()).then(
    (response) => response.status,
    () => 'closed',
  );
  expect([413, 'closed']).toContain(status);
});

test('a streaming handler that throws is 500, one without a result is 204', async () => {
  expect((await fetch(`${host.api}/chokes`)).status).toBe(500);
  expect((await fetch(`${host.api}/streams-nothing`)).status).toBe(204);
});
