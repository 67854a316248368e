// Valid outcome events, subscriptions and notices.
import { type Notice, buildNotices } from '../../../shared/domain/webhooks/notice.ts';
import {
  type OutcomeEvent,
  outcomeEventsOf,
} from '../../../shared/domain/webhooks/outcome-event.ts';
import {
  outcomeEventTypes,
  type Subscription,
  subscriptionSchema,
} from '../../../shared/domain/webhooks/subscription.ts';
import type { Task } from '../../../shared/domain/task/task.ts';
import type { z } from 'zod';
import { aTaskId } from './identity.ts';
import { noon } from './instants.ts';
import { aTask } from './task.ts';

export const aSubscription = (
  changes: Partial<z.input<typeof subscriptionSchema>> = {},
): Subscription =>
  subscriptionSchema.parse({
    id: '5'.repeat(32),
    engagementId: null,
    events: [...outcomeEventTypes],
    callbackUrl: 'https://flows.example/hook?sig=secret',
    createdAt: noon,
    ...changes,
  });

/** The event of a closed task. */
export function aTaskClosed(
  changes: { id?: Task['id']; engagementId?: string } = {},
): OutcomeEvent {
  const { id = aTaskId(), ...rest } = changes;
  const closed = aTask({ status: 'closed', id, ...rest });
  const [event] = outcomeEventsOf(aTask({ status: 'connected', id, ...rest }), closed, []);
  if (event === undefined) throw new Error('The change has no outcome event.');
  return event;
}

export function aNotice(
  changes: Partial<Notice> & { event?: OutcomeEvent } = {},
  subscriptions: readonly Subscription[] = [aSubscription()],
): Notice {
  const { event = aTaskClosed(), ...rest } = changes;
  const [notice] = buildNotices([event], 0, subscriptions, noon);
  if (notice === undefined) throw new Error('No subscription wants the event.');
  return { ...notice, ...rest };
}
