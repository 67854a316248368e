import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixtureFiles } from '../fixtures/files.ts';
import { plans, seen } from '../fixtures/seen.ts';
import { type Host, startHost } from '../host.ts';

let host: Host;

beforeAll(async () => {
  host = await startHost({ functions: fixtureFiles('event-grid'), sink: () => undefined });
});
afterAll(() => host.stop());

function send(kind: string, body: unknown, options: { name?: string; code?: string } = {}) {
  const query = new URLSearchParams({
    functionName: options.name ?? 'event-arrived',
    code: options.code ?? host.keys.system['eventgrid_extension'] ?? '',
  });
  return fetch(`${host.url}/runtime/webhooks/eventgrid?${query.toString()}`, {
    method: 'POST',
    headers: { 'aeg-event-type': kind, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
const event = (id: string) => ({
  id,
  topic: '/topic',
  subject: '/phonenumber/1',
  eventType: 'Microsoft.Communication.SMSReceived',
  eventTime: '2026-03-01T10:00:00Z',
  data: { Message: 'STOP' },
  dataVersion: '1.0',
  metadataVersion: '1',
});

test('the host answers the subscription handshake', async () => {
  const asked = [{ ...event('v'), data: { validationCode: 'abc', validationUrl: 'x' } }];
  const response = await send('SubscriptionValidation', asked);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ validationResponse: 'abc' });
  expect(seen('event-arrived')).toHaveLength(0);
});

test('each event of a delivery is one invocation, and the delivery is 202', async () => {
  expect((await send('Notification', [event('a'), event('b')])).status).toBe(202);
  const events = seen('event-arrived').map((entry) => entry['event']);
  expect(events).toEqual([event('a'), event('b')]);
});

test('a delivery is 500 when a handler throws, so that Event Grid sends it again', async () => {
  plans.set('event-arrived', () => {
    throw new Error('not now');
  });
  expect((await send('Notification', [event('c')])).status).toBe(500);
  plans.delete('event-arrived');
});

test('a wrong code is 401, an unknown function 404, a malformed delivery 400', async () => {
  expect((await send('Notification', [], { code: 'wrong' })).status).toBe(401);
  expect((await send('Notification', [], { code: host.keys.host })).status).toBe(401);
  expect((await send('Notification', [], { name: 'nobody' })).status).toBe(404);
  expect((await send('Notification', ['text'])).status).toBe(400);
});

test('the CloudEvents handshake by OPTIONS allows the requesting origin', async () => {
  const code = encodeURIComponent(host.keys.master);
  const url = `${host.url}/runtime/webhooks/eventgrid?functionName=event-arrived&code=${code}`;
  const response = await fetch(url, {
    method: 'OPTIONS',
    headers: { 'webhook-request-origin': 'eventgrid.azure.net' },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('webhook-allowed-origin')).toBe('eventgrid.azure.net');
});
