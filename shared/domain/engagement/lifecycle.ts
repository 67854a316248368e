// draft → running ⇄ suspended → stopped or completed. Only a running engagement dials; calls in progress always finish.
// Stopped, what is queued is given up; asked to complete, it takes no new contacts and ends when the last task is closed.
import { z } from 'zod';
import { type Instant, instantSchema } from '../time.ts';

export const suspensionTypes = [
  'apiAction',
  'adminAction',
  'aiFailure',
  'exceededCustomerWaitThreshold',
] as const;

export const lifecycleSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('draft') }),
  z.strictObject({ status: z.literal('running'), since: instantSchema }),
  /** Runs on without new contacts, and is completed as soon as no task is open. */
  z.strictObject({ status: z.literal('completing'), since: instantSchema }),
  z.strictObject({
    status: z.literal('suspended'),
    since: instantSchema,
    type: z.enum(suspensionTypes),
  }),
  z.strictObject({ status: z.literal('stopped'), at: instantSchema }),
  z.strictObject({ status: z.literal('completed'), at: instantSchema }),
]);
export type Lifecycle = z.infer<typeof lifecycleSchema>;

export const operationSchema = z.enum(['Start', 'Suspend', 'Resume', 'Complete', 'Stop']);
export type Operation = z.infer<typeof operationSchema>;

export type LifecycleRefusal =
  'notStarted' | 'notSuspended' | 'suspended' | 'stopped' | 'completed';

export type LifecycleDecision =
  | { kind: 'apply'; next: Lifecycle }
  | { kind: 'ignore'; reason: 'alreadyThere' }
  | { kind: 'refuse'; reason: LifecycleRefusal };

type Answer = (now: Instant, type: (typeof suspensionTypes)[number]) => LifecycleDecision;

const run: Answer = (since) => ({ kind: 'apply', next: { status: 'running', since } });
const complete: Answer = (since) => ({ kind: 'apply', next: { status: 'completing', since } });
const stop: Answer = (at) => ({ kind: 'apply', next: { status: 'stopped', at } });
const suspend: Answer = (since, type) => ({
  kind: 'apply',
  next: { status: 'suspended', since, type },
});
const already: Answer = () => ({ kind: 'ignore', reason: 'alreadyThere' });
const refuse =
  (reason: LifecycleRefusal): Answer =>
  () => ({ kind: 'refuse', reason });

/** Of an engagement that is over, nothing more comes: but asking for the end that it had is no error. */
const over = (reason: 'stopped' | 'completed') => ({
  Start: refuse(reason),
  Suspend: refuse(reason),
  Resume: refuse(reason),
  Complete: reason === 'completed' ? already : refuse(reason),
  Stop: reason === 'stopped' ? already : refuse(reason),
});

const moves = {
  draft: {
    Start: run,
    Suspend: refuse('notStarted'),
    Resume: refuse('notStarted'),
    Complete: refuse('notStarted'),
    Stop: stop,
  },
  running: { Start: already, Suspend: suspend, Resume: already, Complete: complete, Stop: stop },
  completing: { Start: run, Suspend: suspend, Resume: already, Complete: already, Stop: stop },
  suspended: {
    Start: refuse('notSuspended'),
    Suspend: already,
    Resume: run,
    Complete: refuse('suspended'),
    Stop: stop,
  },
  stopped: over('stopped'),
  completed: over('completed'),
} satisfies Record<Lifecycle['status'], Record<Operation, Answer>>;

export function operate(
  lifecycle: Lifecycle,
  operation: Operation,
  now: Instant,
  type: (typeof suspensionTypes)[number] = 'apiAction',
): LifecycleDecision {
  return moves[lifecycle.status][operation](now, type);
}

/** The last task of an engagement that was to complete is closed. */
export const completed = (at: Instant): Lifecycle => ({ status: 'completed', at });

export const mayDial = {
  draft: false,
  running: true,
  completing: true,
  suspended: false,
  stopped: false,
  completed: false,
} satisfies Record<Lifecycle['status'], boolean>;

/** Whether what is queued is given up, and whatever still comes to be. */
export const isOver = {
  draft: false,
  running: false,
  completing: false,
  suspended: false,
  stopped: true,
  completed: true,
} satisfies Record<Lifecycle['status'], boolean>;

/** Whether contacts may still be added: to a draft they may, to be dialled once it starts. */
export const mayAccept = {
  draft: true,
  running: true,
  completing: false,
  suspended: true,
  stopped: false,
  completed: false,
} satisfies Record<Lifecycle['status'], boolean>;
