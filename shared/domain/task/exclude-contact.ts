// A contact that must not be contacted: its number is opted out, or a cancellation policy covers it.
import type { Instant } from '../values/time.ts';
import { close } from './close.ts';
import type { Advance } from './effect.ts';
import type { TaskEvent } from './event.ts';
import { endFollowUp, startFollowUp } from './follow-up.ts';
import { nextStep } from './next-step.ts';
import { changeNumber, excludeMember, hasUsableNumber } from './select-number.ts';
import type { Outcome, Task, TaskIn } from './task.ts';
import type { TaskPolicy } from './task-policy.ts';

/** An opt-out is about a number, a policy about a contact. The rest of the chain remains. */
export function excludeContact(
  task: TaskIn<'claimed' | 'texting'>,
  event: TaskEvent & { kind: 'optedOut' | 'suppressed' },
  policy: TaskPolicy,
): Advance {
  const { place } = task;
  switch (event.kind) {
    case 'optedOut':
      return task.status === 'texting'
        ? textNextNumber(changeNumber(task, place, { untexted: 'optedOut' }), policy, event.now)
        : dialNextNumber(
            changeNumber(task, place, { standing: 'spent' }),
            policy,
            event.now,
            'optedOut',
          );
    case 'suppressed': {
      task = excludeMember(task, place.member);
      const { next, effects } =
        task.status === 'texting'
          ? textNextNumber(task, policy, event.now)
          : dialNextNumber(task, policy, event.now, 'cancelled');
      const isClosed = next.status === 'closed';
      return { next: isClosed ? { ...next, cancelledBy: event.policyId } : next, effects };
    }
  }
}

const dialNextNumber = (task: Task, policy: TaskPolicy, now: Instant, outcome: Outcome): Advance =>
  hasUsableNumber(task, policy.dialingWindows)
    ? nextStep(task, policy, now, { kind: 'enqueue', from: now, because: 'betweenNumbers' })
    : close(task, outcome, now);

function textNextNumber(task: TaskIn<'texting'>, policy: TaskPolicy, now: Instant): Advance {
  const ended = endFollowUp(task, task.deliveryId, 'Cancelled', now);
  const followUp = startFollowUp(task, policy, now);
  if (followUp.kind === 'none') return ended;
  const { next, effects } = followUp.advance;
  return { next, effects: [...ended.effects, ...effects] };
}
