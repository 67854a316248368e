import { expect, test } from 'vitest';
import {
  smsRepeatability,
  uuidOf,
} from '../../../../shared/adapters/communication/repeatability.ts';

test('the same text gives the same version 4 UUID', () => {
  expect(uuidOf('delivery')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(uuidOf('delivery')).toBe(uuidOf('delivery'));
  expect(uuidOf('delivery')).not.toBe(uuidOf('delivery '));
});

test('each recipient of an SMS has an id of the delivery and the number', async () => {
  const send = async (tag: string) => {
    const smsRecipients = [{ to: '+12065550100' }, { to: '+12065550101' }];
    const request = {
      method: 'POST',
      url: 'http://127.0.0.1/sms',
      headers: { set: () => {} },
      body: JSON.stringify({ smsRecipients, smsSendOptions: { tag } }) as unknown,
    };
    return smsRepeatability.sendRequest(request, async ({ body }) => String(body));
  };
  const first = await send('delivery-1');
  expect(await send('delivery-1')).toBe(first);
  expect(await send('delivery-2')).not.toBe(first);
  const ids = [...first.matchAll(/"repeatabilityRequestId":"([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(2);
});
