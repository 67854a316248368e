import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWebhookSender } from '../../../../shared/adapters/webhook/webhook-sender.ts';
import { toWebhookEvent } from '../../../../shared/domain/webhooks/outcome-event.ts';
import { aTaskClosed } from '../../../support/builders/notice.ts';

let server: Server;
let origin: string;
const heard: { url: string; headers: IncomingMessage['headers']; body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const { url = '', headers } = request;
      heard.push({ url, headers, body });
      const status = Number(url.slice(1));
      response.writeHead(status, status === 302 ? { location: '/200' } : {}).end('a long answer');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const event = toWebhookEvent(aTaskClosed(), () => 'C-1');

test('an outcome is posted as JSON with its id', async () => {
  await createWebhookSender().post(`${origin}/202`, event);
  const last = heard.at(-1);
  expect(last?.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': event.id,
  });
  expect(JSON.parse(last?.body ?? '')).toEqual(event);
});

describe('the response', () => {
  test.each([
    [200, 'accepted'],
    [202, 'accepted'],
    [410, 'gone'],
    [302, 'refused'],
    [404, 'refused'],
    [429, 'refused'],
    [500, 'refused'],
  ])('%i means %s', async (status, answer) => {
    const before = heard.length;
    expect(await createWebhookSender().post(`${origin}/${status}`, event)).toEqual({
      answer,
      because: `HTTP ${status}`,
    });
    expect(heard).toHaveLength(before + 1);
  });
});

test('a missing receiver is a refusal without the address', async () => {
  const { answer, because } = await createWebhookSender().post(
    'http://127.0.0.1:1/hook?sig=secret',
    event,
  );
  expect(answer).toBe('refused');
  expect(because).not.toContain('secret');
  expect(because).not.toBe('unknown');
});
