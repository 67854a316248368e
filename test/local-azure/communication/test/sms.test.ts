import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SmsClient } from '@azure/communication-sms';
import { type App, newNumber, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp();
  const { status } = await app.control('PUT', '/event-grid', { endpoint: app.gridUrl });
  expect(status).toBe(200);
});
afterAll(() => app.stop());

const from = '+18335550123';
const send = (to: string[], tag = 'delivery-1') =>
  app.sms.send({ from, to, message: 'Hello' }, { enableDeliveryReport: true, tag });
const gridEvent = (
  what: string,
  kind: string,
  matches: (data: Record<string, unknown>) => boolean,
) => app.grid.find(what, ({ eventType, data }) => eventType.endsWith(kind) && matches(data));
const report = (messageId: string) =>
  gridEvent('the report', 'SMSDeliveryReportReceived', (data) => data['messageId'] === messageId);

describe('a text message', () => {
  test('is accepted per recipient and reported as Delivered with its tag', async () => {
    const to = newNumber();
    const [result] = await send([to]);
    expect(result).toMatchObject({ to, httpStatusCode: 202, successful: true });
    const { id, data } = await report(result!.messageId!);
    expect(id).toBe(result?.messageId);
    expect(data).toMatchObject({
      from: '18335550123',
      to,
      deliveryStatus: 'Delivered',
      deliveryStatusDetails: 'No error.',
      Tag: 'delivery-1',
    });
  });

  test('to an invalid number gets 400 for this recipient in a 202 response', async () => {
    const [good, bad] = await send([newNumber(), '12']);
    expect(good?.successful).toBe(true);
    expect(bad).toMatchObject({ to: '12', httpStatusCode: 400, successful: false });
  });

  test('to an unreachable number is reported as Failed with 4006', async () => {
    const to = newNumber();
    await app.person(to, { sms: 'failed' });
    const [result] = await send([to]);
    const { data } = await report(result!.messageId!);
    expect(data['deliveryStatus']).toBe('Failed');
    expect(data['deliveryStatusDetails']).toContain('4006');
  });

  test('with a STOP reply blocks later messages of the sender with 4007 until START', async () => {
    const to = newNumber();
    await app.person(to, { sms: 'STOP' });
    await send([to]);
    const stop = await gridEvent('STOP', 'SMSReceived', (data) => data['from'] === to.slice(1));
    expect(stop.data).toMatchObject({ message: 'STOP', to: from.slice(1) });
    const [blocked] = await send([to]);
    const { data } = await report(blocked!.messageId!);
    expect(data['deliveryStatusDetails']).toContain('4007');
    const path = `/people/${encodeURIComponent(to)}/sms`;
    await app.control('POST', path, { to: from, message: 'start' });
    await app.person(to, {});
    const [unblocked] = await send([to]);
    expect((await report(unblocked!.messageId!)).data['deliveryStatus']).toBe('Delivered');
  });

  test('with a repeated repeatability id is the same message', async () => {
    const repeating = new SmsClient(app.acs.connectionString, {
      allowInsecureConnection: true,
      additionalPolicies: [
        {
          position: 'perCall',
          policy: {
            name: 'own-repeatability-id',
            sendRequest: (request, next) => {
              const id = /"repeatabilityRequestId":"[^"]*"/;
              const text = typeof request.body === 'string' ? request.body : '';
              request.body = text.replace(id, '"repeatabilityRequestId":"sms-7"');
              return next(request);
            },
          },
        },
      ],
    });
    const again = () => repeating.send({ from, to: [to], message: 'Once' });
    const to = newNumber();
    const [[first], [second]] = [await again(), await again()];
    expect(second?.messageId).toBe(first?.messageId);
  });

  test.each([
    ['in the GSM alphabet', 'é'.repeat(161), 2],
    ['outside the GSM alphabet', 'ж'.repeat(135), 3],
  ])('with letters %s is reported with its segments', async (_what, message, n) => {
    const [good, bad] = [newNumber(), newNumber()];
    await app.person(bad, { sms: 'failed' });
    const results = await app.sms.send(
      { from, to: [good, bad], message },
      { enableDeliveryReport: true },
    );
    const attempts = results.map(async ({ messageId }) => (await report(messageId!)).data);
    const [delivered, failed] = await Promise.all(attempts);
    const counts = (segmentsSucceeded: number, segmentsFailed: number) => ({
      deliveryAttempts: [{ segmentsSucceeded, segmentsFailed }],
    });
    expect(delivered).toMatchObject({ deliveryStatus: 'Delivered', ...counts(n, 0) });
    expect(failed).toMatchObject({ deliveryStatus: 'Failed', ...counts(0, n) });
  });

  test('of a person is received with its segments', async () => {
    const [writer, message] = [newNumber(), 'Да '.repeat(24)];
    await app.control('POST', `/people/${encodeURIComponent(writer)}/sms`, { to: from, message });
    const { data } = await gridEvent('it', 'SMSReceived', (each) => each['message'] === message);
    expect(data['segmentCount']).toBe(2);
  });

  test('has up to 100 recipients, each with its own result', async () => {
    const crowd = Array.from({ length: 100 }, (_, n) => (n === 7 ? '12' : newNumber()));
    const results = await send(crowd);
    expect(results.map(({ to }) => to)).toEqual(crowd);
    expect(results.filter(({ successful }) => !successful).map(({ to }) => to)).toEqual(['12']);
    await expect(send([...crowd, newNumber()])).rejects.toMatchObject({ statusCode: 400 });
  });

  test('without a sender or with a long text is refused', async () => {
    const to = [newNumber()];
    await expect(app.sms.send({ from: '', to, message: 'x' })).rejects.toMatchObject({
      statusCode: 400,
    });
    await expect(app.sms.send({ from, to, message: 'x'.repeat(2049) })).rejects.toMatchObject({
      statusCode: 400,
    });
  });
});

test('an endpoint with a wrong validation response is not subscribed', async () => {
  app.failing.validation = true;
  const endpoint = `${app.gridUrl}?other`;
  const { status, body } = await app.control('PUT', '/event-grid', { endpoint });
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain('validation');
  const { body: subscribed } = await app.control('GET', '/event-grid');
  expect(subscribed).toEqual({ endpoints: [app.gridUrl] });
});
