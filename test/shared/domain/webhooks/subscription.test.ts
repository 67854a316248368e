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
  ['all events of all engagements', {}, true],
  ['those of the engagement', { engagementId: 'spring-renewals' }, true],
  ['those of another engagement', { engagementId: 'autumn-renewals' }, false],
  ['another event', { events: ['DeliveryEnded' as const] }, false],
])('who asked for %s', (_name, changes, wanted) => {
  expect(isSubscribedTo(aSubscription(changes), event)).toBe(wanted);
});

describe('an address', () => {
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
  ])('%s, asked of %s: %s', (address, own, fault) => {
    expect(callbackIssue(address, own)).toBe(fault);
  });

  test('is shown without what makes it a secret', () => {
    const { callbackUrl } = withoutSecret(aSubscription());
    expect(callbackUrl).toBe('https://flows.example/hook?…');
    const bare = aSubscription({ callbackUrl: 'https://flows.example/hook' });
    expect(withoutSecret(bare)).toEqual(bare);
  });
});

test('no event is asked for twice', () => {
  const events = ['DeliveryEnded', 'DeliveryEnded'];
  const wanted = { engagementId: null, events, callbackUrl: 'https://flows.example' };
  expect(subscriptionInputSchema.safeParse(wanted).error?.issues).toMatchObject([
    { path: ['events'], message: 'must name each event once' },
  ]);
});
