import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSmsClient } from '../../../../../shared/adapters/communication/client.ts';
import { readSmsEvent } from '../../../../../shared/adapters/communication/sms/sms-events.ts';
import { createSmsSender as texterOf } from '../../../../../shared/adapters/communication/sms/sms-sender.ts';
import type { E164 } from '../../../../../shared/domain/values/phone.ts';
import { Permanent, Transient } from '../../../../../shared/errors.ts';
import type { SmsOrder, SmsSender } from '../../../../../shared/ports/sms-sender.ts';
import { startApp } from '../../../../local-azure/communication/test/app.ts';
import { aDeliveryId, aNumber, aTaskId } from '../../../../support/builders/identity.ts';

let app: Awaited<ReturnType<typeof startApp>>;
let texter: SmsSender;
beforeAll(async () => {
  app = await startApp();
  texter = texterOf(createSmsClient({ COMMUNICATION_CONNECTION: app.acs.connectionString }));
  await app.control('PUT', '/event-grid', { endpoint: app.gridUrl });
});
afterAll(() => app.stop());

const order = (n: number): SmsOrder => ({
  deliveryId: aDeliveryId(aTaskId(n)),
  to: aNumber(n),
  from: aNumber(99),
  text: 'Hello',
  tag: `spring/0/${aDeliveryId(aTaskId(n))}`,
});
const reports = (tag: string) =>
  app.grid.items.map(readSmsEvent).filter((event) => event.kind === 'report' && event.tag === tag);
const report = (tag: string) =>
  app.grid.find(`the report of ${tag}`, (raw) => {
    const event = readSmsEvent(raw);
    return event.kind === 'report' && event.tag === tag;
  });

test('the delivery report of a sent message returns its tag', async () => {
  expect(await texter.send(order(1))).toEqual({ kind: 'sent' });
  expect(readSmsEvent(await report(order(1).tag))).toMatchObject({ delivered: true });
});

test('the same delivery sent twice is one message', async () => {
  await texter.send(order(2));
  await texter.send(order(2));
  await report(order(2).tag);
  await texter.send(order(3));
  await report(order(3).tag);
  expect(reports(order(2).tag)).toHaveLength(1);
});

test('the delivery report of an undelivered message says so', async () => {
  await app.person(aNumber(4), { sms: 'failed' });
  await texter.send(order(4));
  expect(readSmsEvent(await report(order(4).tag))).toMatchObject({ delivered: false });
});

test('a refused recipient is `refused` with the message of the service', async () => {
  // No E164 of ours would be refused: the service's own rules may be stricter.
  const sending = await texter.send({ ...order(5), to: '12065550105' as E164 });
  expect(sending).toMatchObject({
    kind: 'refused',
    diagnostics: expect.stringContaining('400') as unknown,
  });
});

test('a wrong access key throws Permanent, and nothing is sent', async () => {
  const connection = app.acs.connectionString.replace(/accesskey=.*/, 'accesskey=bm90IG91cnM=');
  const stranger = texterOf(createSmsClient({ COMMUNICATION_CONNECTION: connection }));
  await expect(stranger.send(order(7))).rejects.toThrow(Permanent);
});

test('a refused message is `refused` with the message of the service', async () => {
  const sending = await texter.send({ ...order(8), from: 'a+b' as E164 });
  expect(sending).toMatchObject({
    kind: 'refused',
    diagnostics: expect.stringContaining('400') as unknown,
  });
});

test('a throttled or unreachable service throws Transient', async () => {
  await app.disorder({ throttleEvery: 1, retryAfterMs: 1000 });
  await expect(texter.send(order(6))).rejects.toThrow(Transient);
  await app.control('DELETE', '/disorder');
  const connection = 'endpoint=http://127.0.0.1:9/;accesskey=a2V5';
  const orphan = texterOf(createSmsClient({ COMMUNICATION_CONNECTION: connection }));
  await expect(orphan.send(order(6))).rejects.toThrow(Transient);
});
