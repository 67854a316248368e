// draft → running ⇄ suspended → stopped or completed. Only a running engagement dials; calls in progress always
// finish. Stop cancels queued tasks. Complete accepts no more contacts and ends when the last task closes.
import { z } from 'zod';
import type { Decision } from '../values/decision.ts';
import { type Instant, instantSchema } from '../values/time.ts';

export const suspensionTypes = [
  'apiAction',
  'adminAction',
  'aiFailure',
  'exceededCustomerWaitThreshold',
] as const;

export const lifecycleSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('draft') }),
  /** `since` is the start or the last resumption. Complete, and its withdrawal, do not change it. */
  z.strictObject({ status: z.literal('running'), since: instantSchema }),
  /** Runs without new contacts, and is completed when its last task closes. */
  z.strictObject({ status: z.literal('completing'), since: instantSchema }),
  z.strictObject({
    status: z.literal('suspended'),
    since: instantSchema,
    type: z.enum(suspensionTypes),
    /** Whether it accepts no new contacts and becomes completing after Resume. */
    completing: z.boolean().optional(),
  }),
  z.strictObject({ status: z.literal('stopped'), at: instantSchema }),
  z.strictObject({ status: z.literal('completed'), at: instantSchema }),
]);
export type Lifecycle = z.infer<typeof lifecycleSchema>;

export const operationSchema = z.enum(['Start', 'Suspend', 'Resume', 'Complete', 'Stop']);
export type Operation = z.infer<typeof operationSchema>;

export type LifecycleRefusal = 'notStarted' | 'notSuspended' | 'stopped' | 'completed';

export type LifecycleDecision = Decision<Lifecycle, never, 'alreadyThere', LifecycleRefusal>;

type In<S extends Lifecycle['status']> = Extract<Lifecycle, { status: S }>;
interface Request {
  now: Instant;
  type: (typeof suspensionTypes)[number];
}
type Transition<S extends Lifecycle['status']> = (
  request: Request,
  from: In<S>,
) => LifecycleDecision;

const apply = (next: Lifecycle): LifecycleDecision => ({ kind: 'apply', next, effects: [] });
const ignore = (): LifecycleDecision => ({ kind: 'ignore', reason: 'alreadyThere' });
const refuse = (reason: LifecycleRefusal) => (): LifecycleDecision => ({ kind: 'refuse', reason });

const start = ({ now: since }: Request) => apply({ status: 'running', since });
const stop = ({ now: at }: Request) => apply({ status: 'stopped', at });
const suspend = ({ now: since, type }: Request, { status }: In<'running' | 'completing'>) =>
  apply({ status: 'suspended', since, type, completing: status === 'completing' });

/** An engagement that has ended refuses every operation, except the one that ended it and Stop. */
const endedTransitions = (reason: 'stopped' | 'completed') => ({
  Start: refuse(reason),
  Suspend: refuse(reason),
  Resume: refuse(reason),
  Complete: reason === 'completed' ? ignore : refuse(reason),
  Stop: ignore,
});

const transitions: { [S in Lifecycle['status']]: Record<Operation, Transition<S>> } = {
  draft: {
    Start: start,
    Suspend: refuse('notStarted'),
    Resume: refuse('notStarted'),
    Complete: refuse('notStarted'),
    Stop: stop,
  },
  running: {
    Start: ignore,
    Suspend: suspend,
    Resume: ignore,
    Complete: (_, from) => apply({ ...from, status: 'completing' }),
    Stop: stop,
  },
  completing: {
    Start: (_, from) => apply({ ...from, status: 'running' }),
    Suspend: suspend,
    Resume: ignore,
    Complete: ignore,
    Stop: stop,
  },
  suspended: {
    Start: refuse('notSuspended'),
    Suspend: ignore,
    Resume: ({ now: since }, { completing = false }) =>
      apply({ status: completing ? 'completing' : 'running', since }),
    Complete: (_, from) =>
      from.completing === true ? ignore() : apply({ ...from, completing: true }),
    Stop: stop,
  },
  stopped: endedTransitions('stopped'),
  completed: endedTransitions('completed'),
};

export function decideOperation(
  lifecycle: Lifecycle,
  operation: Operation,
  now: Instant,
  type: (typeof suspensionTypes)[number] = 'apiAction',
): LifecycleDecision {
  const decide = transitions[lifecycle.status][operation] as Transition<Lifecycle['status']>;
  return decide({ now, type }, lifecycle);
}

/** The lifecycle of a completing engagement after its last task closes. */
export const completeLifecycle = (at: Instant): Lifecycle => ({ status: 'completed', at });

export const canDial = {
  draft: false,
  running: true,
  completing: true,
  suspended: false,
  stopped: false,
  completed: false,
} satisfies Record<Lifecycle['status'], boolean>;

/** Whether the engine cancels queued tasks, and tasks that it would queue again. */
export const isOver = {
  draft: false,
  running: false,
  completing: false,
  suspended: false,
  stopped: true,
  completed: true,
} satisfies Record<Lifecycle['status'], boolean>;

/** Whether contacts can be added. A draft accepts them and dials after Start. */
export function acceptsContacts(lifecycle: Lifecycle): boolean {
  switch (lifecycle.status) {
    case 'draft':
    case 'running':
      return true;
    case 'suspended':
      return lifecycle.completing !== true;
    case 'completing':
    case 'stopped':
    case 'completed':
      return false;
  }
}
