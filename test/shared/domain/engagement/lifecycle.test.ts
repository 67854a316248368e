import { expect, test } from 'vitest';
import {
  isOver,
  type Lifecycle,
  lifecycleSchema,
  acceptsContacts,
  canDial,
  operate,
  type Operation,
  operationSchema,
  suspensionTypes,
} from '../../../../shared/domain/engagement/lifecycle.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { noon } from '../../../support/builders/instants.ts';

const now = later(noon, MINUTE);

const states = {
  draft: { status: 'draft' },
  running: { status: 'running', since: noon },
  completing: { status: 'completing', since: noon },
  suspended: { status: 'suspended', since: noon, type: 'adminAction', completing: false },
  stopped: { status: 'stopped', at: noon },
  completed: { status: 'completed', at: noon },
} satisfies Record<Lifecycle['status'], Lifecycle>;

/** Where an operation leads; in brackets the reason why it is ignored, with an exclamation mark why it is refused. */
const table = {
  draft: {
    Start: 'running',
    Suspend: '!notStarted',
    Resume: '!notStarted',
    Complete: '!notStarted',
    Stop: 'stopped',
  },
  running: {
    Start: '(alreadyThere)',
    Suspend: 'suspended',
    Resume: '(alreadyThere)',
    Complete: 'completing',
    Stop: 'stopped',
  },
  completing: {
    Start: 'running',
    Suspend: 'suspended',
    Resume: '(alreadyThere)',
    Complete: '(alreadyThere)',
    Stop: 'stopped',
  },
  suspended: {
    Start: '!notSuspended',
    Suspend: '(alreadyThere)',
    Resume: 'running',
    Complete: 'suspended',
    Stop: 'stopped',
  },
  stopped: {
    Start: '!stopped',
    Suspend: '!stopped',
    Resume: '!stopped',
    Complete: '!stopped',
    Stop: '(alreadyThere)',
  },
  completed: {
    Start: '!completed',
    Suspend: '!completed',
    Resume: '!completed',
    Complete: '(alreadyThere)',
    Stop: '(alreadyThere)',
  },
} satisfies Record<Lifecycle['status'], Record<Operation, string>>;

const rows = Object.values(states).flatMap((state) =>
  operationSchema.options.map((operation) => ({
    state,
    status: state.status,
    operation,
    answer: table[state.status][operation],
  })),
);

/** Since when answers count for its rules is of no concern to whether it takes more contacts. */
const keepsInstant = (operation: Operation, status: Lifecycle['status']) =>
  operation === 'Complete' || (operation === 'Start' && status === 'completing');

test.each(rows)(
  '$operation of a $status engagement: $answer',
  ({ state, status, operation, answer }) => {
    const decision = operate(state, operation, now);
    switch (decision.kind) {
      case 'apply':
        expect(lifecycleSchema.parse(decision.next)).toEqual(decision.next);
        expect(decision.next.status).toBe(answer);
        expect(Object.values(decision.next)).toContain(
          keepsInstant(operation, status) ? noon : now,
        );
        break;
      case 'ignore':
        expect(`(${decision.reason})`).toBe(answer);
        break;
      case 'refuse':
        expect(`!${decision.reason}`).toBe(answer);
    }
  },
);

test.each(suspensionTypes)('a suspension keeps who asked for it: %s', (type) => {
  expect(operate(states.running, 'Suspend', now, type)).toMatchObject({
    next: { type, since: now },
  });
});

const through = (...operations: readonly Operation[]) =>
  operations.reduce<Lifecycle>((lifecycle, operation) => {
    const decision = operate(lifecycle, operation, now);
    return decision.kind === 'apply' ? decision.next : lifecycle;
  }, states.running);

test.each<[Operation[], Lifecycle['status'], boolean]>([
  [['Complete', 'Suspend'], 'suspended', false],
  [['Complete', 'Suspend', 'Resume'], 'completing', false],
  [['Suspend', 'Complete'], 'suspended', false],
  [['Suspend', 'Complete', 'Complete', 'Resume'], 'completing', false],
  [['Suspend', 'Complete', 'Resume', 'Start'], 'running', true],
  [['Suspend', 'Resume'], 'running', true],
])('after %s it is %s', (operations, status, accepts) => {
  const lifecycle = through(...operations);
  expect(lifecycle.status).toBe(status);
  expect(acceptsContacts(lifecycle)).toBe(accepts);
});

test('a suspension that says nothing of it is of one that was running', () => {
  const stored: Lifecycle = { status: 'suspended', since: noon, type: 'adminAction' };
  expect(acceptsContacts(stored)).toBe(true);
  expect(operate(stored, 'Resume', now)).toMatchObject({ next: { status: 'running' } });
});

test.each([
  ['draft', { dials: false, accepts: true }],
  ['running', { dials: true, accepts: true }],
  ['completing', { dials: true, accepts: false }],
  ['suspended', { dials: false, accepts: true }],
  ['stopped', { dials: false, accepts: false, over: true }],
  ['completed', { dials: false, accepts: false, over: true }],
] as const)('what a %s engagement does', (status, { dials, accepts, ...rest }) => {
  expect(isOver[status]).toBe('over' in rest);
  expect(canDial[status]).toBe(dials);
  expect(acceptsContacts(states[status])).toBe(accepts);
});
