// Webhooks of the running app, with a real receiver.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootLocalApp, type LocalApp } from './on-local-azure.ts';

let app: LocalApp;
let receiver: Server;
let callbackUrl: string;
const heard: { type: string; deliveryTaskId: string; uniqueIdentifiers?: string[] }[] = [];
const patience = { timeout: 20_000, interval: 100 };

beforeAll(async () => {
  app = await bootLocalApp(20);
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push(JSON.parse(body) as (typeof heard)[number]);
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((listening) => receiver.listen(0, '127.0.0.1', listening));
  callbackUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?sig=secret`;
}, 60_000);

afterAll(async () => {
  receiver.close();
  await app.stop();
});

test('a flow subscribes, receives the outcome of a task, and unsubscribes at the returned address', async () => {
  const workstream = { name: 'Outbound', numberType: 'directRouting', country: 'US' };
  await app.request('PUT', '/workstreams/outbound', { ...workstream, phoneNumber: '+18005550100' });
  await app.request('PUT', '/queues/renewals', { name: 'Renewals' });
  const engagement = await app.request('PUT', '/engagements/renewals', {
    name: 'Renewals',
    channel: 'voice',
    workstreamId: 'outbound',
    queueId: 'renewals',
    dialMode: 'progressive',
    phoneTypes: [{ type: 'mobile', quietHours: [] }],
  });
  expect(engagement).toMatchObject({ status: 201 });
  const made = await app.request('POST', '/subscriptions', {
    engagementId: 'renewals',
    callbackUrl,
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ events: ['DeliveryEnded', 'DeliveryTaskClosed'] });
  expect(JSON.stringify(made.body)).not.toContain('secret');
  const location = made.headers.get('location') ?? '';
  expect(location).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/subscriptions\/[0-9a-f]{32}$/);

  await app.request('POST', '/engagements/renewals/operations', { operation: 'Start' });
  await app.drop('renewals/one.csv', 'UniqueIdentifier,MobilePhoneNumber\nada,+14255550171\n');
  const tasks = async () => {
    const { body } = await app.request('GET', '/engagements/renewals/delivery-tasks');
    return (body as { items: { id: string; status: string }[] }).items;
  };
  await expect.poll(async () => (await tasks()).length, patience).toBe(1);
  const [task] = await tasks();
  const cancelled = await app.request('POST', '/data/v9.2/CCaaS_CreateOperation', {
    ApiVersion: '1.0',
    Operation: 'Cancel',
    ProactiveEngagementConfigId: 'renewals',
    DeliveryId: task?.id,
  });
  expect(cancelled).toMatchObject({ status: 202, body: '' });
  await expect
    .poll(() => heard, patience)
    .toMatchObject([
      {
        type: 'DeliveryTaskClosed',
        outcome: 'cancelled',
        journeyTrigger: 'blocked',
        deliveryTaskId: task?.id,
        uniqueIdentifiers: ['ada'],
      },
    ]);

  const path = location.slice(location.indexOf('/subscriptions'));
  expect((await app.request('DELETE', path)).status).toBe(204);
  expect((await app.request('GET', path)).status).toBe(404);
  expect((await app.request('GET', '/subscriptions')).body).toEqual({ items: [] });
});

test('an invalid subscription is refused with path, value and expectation', async () => {
  const wish = { engagementid: 'renewals', events: ['DeliveryStarted'], callbackUrl: 'here' };
  const { status, body } = await app.request('POST', '/subscriptions', wish);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    code: 'invalidInput',
    errors: expect.arrayContaining([
      { path: 'events.0', value: 'DeliveryStarted', message: expect.any(String) as unknown },
      {
        path: 'callbackUrl',
        value: 'here',
        message: expect.stringContaining('https://') as unknown,
      },
      {
        path: 'engagementid',
        value: 'renewals',
        message: "is not known; did you mean 'engagementId'?",
      },
    ]) as unknown,
  });
});
