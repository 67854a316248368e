import { expect, test } from 'vitest';
import {
  isOver,
  type Lifecycle,
  lifecycleSchema,
  acceptsContacts,
  canDial,
  decideOperation,
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

/** The next status of an operation; `(reason)`: ignored; `!reason`: refused. */
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
    result: table[state.status][operation],
  })),
);

/** Complete and its withdrawal do not restart the window of the rules. */
const keepsInstant = (operation: Operation, status: Lifecycle['status']) =>
  operation === 'Complete' || (operation === 'Start' && status === 'completing');

test.each(rows)(
  '$operation of a $status engagement has the result $result',
  ({ state, status, operation, result }) => {
    const decision = decideOperation(state, operation, now);
    switch (decision.kind) {
      case 'apply':
        expect(lifecycleSchema.parse(decision.next)).toEqual(decision.next);
        expect(decision.next.status).toBe(result);
        expect(Object.values(decision.next)).toContain(
          keepsInstant(operation, status) ? noon : now,
        );
        break;
      case 'ignore':
        expect(`(${decision.reason})`).toBe(result);
        break;
      case 'refuse':
        expect(`!${decision.reason}`).toBe(result);
    }
  },
);

test.each(suspensionTypes)('Suspend stores the suspension type %s', (type) => {
  expect(decideOperation(states.running, 'Suspend', now, type)).toMatchObject({
    next: { type, since: now },
  });
});

const applyOperations = (...operations: readonly Operation[]) =>
  operations.reduce<Lifecycle>((lifecycle, operation) => {
    const decision = decideOperation(lifecycle, operation, now);
    return decision.kind === 'apply' ? decision.next : lifecycle;
  }, states.running);

test.each<[Operation[], Lifecycle['status'], boolean]>([
  [['Complete', 'Suspend'], 'suspended', false],
  [['Complete', 'Suspend', 'Resume'], 'completing', false],
  [['Suspend', 'Complete'], 'suspended', false],
  [['Suspend', 'Complete', 'Complete', 'Resume'], 'completing', false],
  [['Suspend', 'Complete', 'Resume', 'Start'], 'running', true],
  [['Suspend', 'Resume'], 'running', true],
])(
  'after %s a running engagement is %s and accepts contacts: %s',
  (operations, status, accepts) => {
    const lifecycle = applyOperations(...operations);
    expect(lifecycle.status).toBe(status);
    expect(acceptsContacts(lifecycle)).toBe(accepts);
  },
);

test('a stored suspension without the field completing resumes as running', () => {
  const stored: Lifecycle = { status: 'suspended', since: noon, type: 'adminAction' };
  expect(acceptsContacts(stored)).toBe(true);
  expect(decideOperation(stored, 'Resume', now)).toMatchObject({ next: { status: 'running' } });
});

test.each([
  ['draft', { dials: false, accepts: true, over: false }],
  ['running', { dials: true, accepts: true, over: false }],
  ['completing', { dials: true, accepts: false, over: false }],
  ['suspended', { dials: false, accepts: true, over: false }],
  ['stopped', { dials: false, accepts: false, over: true }],
  ['completed', { dials: false, accepts: false, over: true }],
] as const)('a %s engagement has the permissions %j', (status, { dials, accepts, over }) => {
  expect(isOver[status]).toBe(over);
  expect(canDial[status]).toBe(dials);
  expect(acceptsContacts(states[status])).toBe(accepts);
});
