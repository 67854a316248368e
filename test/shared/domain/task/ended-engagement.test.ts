// No event queues a task of an ended engagement.
import { expect, test } from 'vitest';
import { decide } from '../../../../shared/domain/task/decide.ts';
import { decideOver } from '../../../../shared/domain/task/ended-engagement.ts';
import { deliveryOf, type Task } from '../../../../shared/domain/task/task.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aDeliveryId } from '../../../support/builders/identity.ts';
import { aTask, taskDeadline } from '../../../support/builders/task.ts';
import { aTaskPolicy } from '../../../support/builders/task-policy.ts';
import { event, type EventKind, taskEvents } from '../../../support/builders/task-events.ts';

const reattempts = { attempts: 5, reasons: ['noAnswer' as const, 'failed' as const] };
const policy = aTaskPolicy({ engagement: aVoiceEngagement({ reattempts }) });
const open = ['waiting', 'ready', 'claimed', 'dialing', 'connected', 'wrapUp', 'texting'] as const;
const kinds = Object.keys(taskEvents(aDeliveryId(), taskDeadline)) as EventKind[];
const own = (task: Task) => deliveryOf(task) ?? aDeliveryId();

const rows = open.flatMap((status) => kinds.map((kind) => ({ status, kind })));

test.each(rows)(
  '$kind does not queue a $status task of an ended engagement, and sends no wake message',
  ({ status, kind }) => {
    const task = aTask({ status });
    const occurred = taskEvents(own(task), taskDeadline)[kind];
    const decision = decideOver(task, occurred, policy);
    if (decision.kind === 'ignore') {
      expect(decide(task, occurred, policy).kind).toBe('ignore');
      return;
    }
    expect(['waiting', 'ready']).not.toContain(decision.next.status);
    expect(decision.effects.map((effect) => effect.kind)).not.toContain('wake');
  },
);

test.each(['waiting', 'ready'] as const)(
  'a %s task of an ended engagement is cancelled at its re-evaluation',
  (status) => {
    const task = aTask({ status });
    expect(decideOver(task, event('regate', own(task)), policy)).toMatchObject({
      next: { status: 'closed', outcome: 'cancelled' },
    });
  },
);

test('an unanswered call of an ended engagement is recorded and not retried', () => {
  const task = aTask({ status: 'dialing' });
  const decision = decideOver(task, event('ended', own(task), { result: 'NoAnswer' }), policy);
  expect(decision).toMatchObject({
    next: { status: 'closed', outcome: 'cancelled', lastResult: 'NoAnswer' },
    effects: [{ kind: 'closeDelivery', result: 'NoAnswer' }],
  });
});

test('a reached contact of an ended engagement stays reached', () => {
  const task = aTask({ status: 'connected' });
  expect(decideOver(task, event('ended', own(task)), policy)).toMatchObject({
    next: { status: 'closed', outcome: 'reached' },
  });
});

test('a contact that talked with a representative stays reached, even if the disposition code asks for a retry', () => {
  const codes = { dispositionCodes: ['wrong-person' as never] };
  const again = aVoiceEngagement({
    reattempts: { ...reattempts, dispositionCodes: ['wrong-person'] },
  });
  const task = aTask({ status: 'connected', ...codes });
  const occurred = event('ended', own(task), { result: 'LiveAnswer', wrapUpUntil: null });
  const given = aTaskPolicy({ engagement: again });
  expect(decide(task, occurred, given)).toMatchObject({ next: { status: 'waiting' } });
  expect(decideOver(task, occurred, given)).toMatchObject({
    next: { status: 'closed', outcome: 'reached' },
  });
});
