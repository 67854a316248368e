import { describe, expect, test } from 'vitest';
import {
  callbackIssue,
  subscriptionInputSchema,
  isSubscribedTo,
  withoutSecret,
} from '../../../../shared/domain/webhooks/subscription.ts';
import { aSubscription, aTaskClosed } from '../../../support/builders/notice.ts';

const event = aTaskClosed({ engagementId: 'spring-renewals' });

test.each([
  ['a subscription to all engagements receives the event', {}, true],
  [
    'a subscription to the engagement receives the event',
    { engagementId: 'spring-renewals' },
    true,
  ],
  [
    'a subscription to another engagement does not receive the event',
    { engagementId: 'autumn-renewals' },
    false,
  ],
  [
    'a subscription to another event type does not receive the event',
    { events: ['DeliveryEnded' as const] },
    false,
  ],
])('%s', (_name, changes, wanted) => {
  expect(isSubscribedTo(aSubscription(changes), event)).toBe(wanted);
});

describe('a callback URL', () => {
  const deployed = 'https://contoso.azurewebsites.net/api';
  const local = 'http://127.0.0.1:7071/api';
  const needsHttps = 'must be an https address';
  test.each([
    ['https://flows.example/hook?sig=a', deployed, null],
    ['http://flows.example/hook', deployed, needsHttps],
    ['http://127.0.0.1:9000/hook', deployed, needsHttps],
    ['http://127.0.0.1:9000/hook', local, null],
    ['http://localhost:9000/hook', local, null],
    ['http://[::1]:9000/hook', local, null],
    ['http://flows.example/hook', local, needsHttps],
    ['ftp://flows.example/hook', local, needsHttps],
    ['https://user:word@flows.example/hook', deployed, 'must hold no name and no password'],
  ])('%s for the engine at %s has the issue: %s', (address, engineUrl, issue) => {
    expect(callbackIssue(address, engineUrl)).toBe(issue);
  });

  test('is shown without its query, which contains the secret', () => {
    const { callbackUrl } = withoutSecret(aSubscription());
    expect(callbackUrl).toBe('https://flows.example/hook?…');
    const withoutQuery = aSubscription({ callbackUrl: 'https://flows.example/hook' });
    expect(withoutSecret(withoutQuery)).toEqual(withoutQuery);
  });
});

test('a subscription with a repeated event type is invalid', () => {
  const events = ['DeliveryEnded', 'DeliveryEnded'];
  const wanted = { engagementId: null, events, callbackUrl: 'https://flows.example' };
  expect(subscriptionInputSchema.safeParse(wanted).error?.issues).toMatchObject([
    { path: ['events'], message: 'must name each event once' },
  ]);
});
