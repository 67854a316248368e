// draft → running ⇄ suspended → stopped. Only a running engagement dials; calls in progress always finish.
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
  z.strictObject({
    status: z.literal('suspended'),
    since: instantSchema,
    type: z.enum(suspensionTypes),
  }),
  z.strictObject({ status: z.literal('stopped'), at: instantSchema }),
]);
export type Lifecycle = z.infer<typeof lifecycleSchema>;

export const operationSchema = z.enum(['Start', 'Suspend', 'Resume', 'Stop']);
export type Operation = z.infer<typeof operationSchema>;

export type LifecycleDecision =
  | { kind: 'apply'; next: Lifecycle }
  | { kind: 'ignore'; reason: 'alreadyThere' }
  | { kind: 'refuse'; reason: 'notStarted' | 'notSuspended' | 'stopped' };

type Answer = (now: Instant, type: (typeof suspensionTypes)[number]) => LifecycleDecision;

const run: Answer = (now) => ({ kind: 'apply', next: { status: 'running', since: now } });
const stop: Answer = (now) => ({ kind: 'apply', next: { status: 'stopped', at: now } });
const suspend: Answer = (now, type) => ({
  kind: 'apply',
  next: { status: 'suspended', since: now, type },
});
const already: Answer = () => ({ kind: 'ignore', reason: 'alreadyThere' });
const refuse =
  (reason: 'notStarted' | 'notSuspended' | 'stopped'): Answer =>
  () => ({ kind: 'refuse', reason });

const moves = {
  draft: { Start: run, Suspend: refuse('notStarted'), Resume: refuse('notStarted'), Stop: stop },
  running: { Start: already, Suspend: suspend, Resume: already, Stop: stop },
  suspended: { Start: refuse('notSuspended'), Suspend: already, Resume: run, Stop: stop },
  stopped: {
    Start: refuse('stopped'),
    Suspend: refuse('stopped'),
    Resume: refuse('stopped'),
    Stop: already,
  },
} satisfies Record<Lifecycle['status'], Record<Operation, Answer>>;

export function operate(
  lifecycle: Lifecycle,
  operation: Operation,
  now: Instant,
  type: (typeof suspensionTypes)[number] = 'apiAction',
): LifecycleDecision {
  return moves[lifecycle.status][operation](now, type);
}

export const mayDial = {
  draft: false,
  running: true,
  suspended: false,
  stopped: false,
} satisfies Record<Lifecycle['status'], boolean>;

/** Whether contacts may still be added: to a draft they may, to be dialled once it starts. */
export const mayAccept = {
  draft: true,
  running: true,
  suspended: true,
  stopped: false,
} satisfies Record<Lifecycle['status'], boolean>;
