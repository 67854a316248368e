import { expect, test } from 'vitest';
import {
  isDue,
  type Notice,
  noticeSchema,
  buildNotices,
  finishPost,
  startPost,
} from '../../../../shared/domain/webhooks/notice.ts';
import { HOUR, msBetween } from '../../../../shared/domain/values/time.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aNotice, aSubscription, aTaskClosed } from '../../../support/builders/notice.ts';

const flow = aSubscription();
const journey = aSubscription({ id: '6'.repeat(32) });
const ofOtherEngagement = aSubscription({ id: '7'.repeat(32), engagementId: 'elsewhere' });

test('buildNotices creates one notice for all subscriptions to the event and no other', () => {
  const notices = buildNotices([aTaskClosed()], 3, [flow, journey, ofOtherEngagement], noon);
  expect(notices).toMatchObject([
    { shard: 3, pending: [flow.id, journey.id], posts: 0, postAt: noon },
  ]);
  expect(notices.map((notice) => noticeSchema.parse(notice))).toEqual(notices);
  expect(buildNotices([aTaskClosed()], 3, [ofOtherEngagement], noon)).toEqual([]);
});

test('a new notice is due at once, and not due while it is posted', () => {
  const notice = aNotice();
  expect(isDue(notice, noon)).toBe(true);
  expect(isDue(startPost(notice, noon), noon)).toBe(false);
});

test('a notice is removed when every subscription has accepted it or is gone, or else stays pending', () => {
  const notice = startPost(aNotice({}, [flow, journey]), noon);
  const answers = (a: 'accepted' | 'gone' | 'refused', b: 'accepted' | 'gone' | 'refused') =>
    new Map([
      [flow.id, a],
      [journey.id, b],
    ]);
  expect(finishPost(notice, answers('accepted', 'gone'))).toEqual({ kind: 'delivered' });
  expect(finishPost(notice, answers('accepted', 'refused'))).toEqual({
    kind: 'retry',
    next: { ...notice, pending: [journey.id] },
  });
});

test('a refused notice is posted ten times over fifteen hours with growing waits, then given up', () => {
  let notice: Notice = aNotice();
  const waits: number[] = [];
  for (;;) {
    const now = notice.postAt;
    notice = startPost(notice, now);
    const outcome = finishPost(notice, new Map([[flow.id, 'refused' as const]]));
    if (outcome.kind !== 'retry') {
      expect(outcome).toEqual({ kind: 'givenUp', subscriptionIds: [flow.id] });
      break;
    }
    waits.push(msBetween(now, outcome.next.postAt));
    notice = outcome.next;
  }
  expect(notice.posts).toBe(10);
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  const hours = waits.reduce((sum, wait) => sum + wait, 0) / HOUR;
  expect(hours).toBeGreaterThan(14);
  expect(hours).toBeLessThan(15.1);
});
