import { describe, expect, test } from 'vitest';
import {
  type Change,
  type ConfigurationSet,
  saveOf,
  setOf,
  withChanges,
} from '../../../../shared/domain/configuration/configuration-set.ts';
import { checkChanges } from '../../../../shared/domain/configuration/check-changes.ts';
import type { ConfigurationKind } from '../../../../shared/domain/configuration/documents.ts';
import { planSteps } from '../../../../shared/domain/configuration/plan-steps.ts';
import { splitSteps } from '../../../../shared/domain/configuration/split-steps.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aQueue } from '../../../support/builders/queue.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';

const queueSave = (id: string) => saveOf('queue', id, { kind: 'valid', value: aQueue({ id }) });
const aNumber = (n: number) => `+1206555${String(1000 + n)}`;
const workstreamSave = (id: string, phoneNumber: string, type = 'directRouting' as const) =>
  saveOf('workstream', id, {
    kind: 'valid',
    value: aWorkstream({ id, phoneNumber, numberType: type }),
  });
const engagementSave = (id: string, queueId: string, workstreamId: string) =>
  saveOf('engagement', id, {
    kind: 'valid',
    value: aVoiceEngagement({ id, queueId, workstreamId, reattempts: { smsFollowUp: null } }),
  });

type Save = Change & { act: 'save' };
const storedOf = (saves: readonly Save[]) => setOf(saves.map(({ member }) => member));
const empty: ConfigurationSet = new Map();
const allBytes = { bytes: 1024 * 1024 };

/** The batches of a plan with up to `operations` operations each. Every batch must leave a valid configuration. */
function batchesOf(
  stored: ConfigurationSet,
  saves: readonly Save[],
  operations: number,
  prune: readonly ConfigurationKind[] = [],
): string[][] {
  const open = planSteps(stored, saves, prune).filter(({ act }) => act !== 'unchanged');
  const result = splitSteps(stored, open, [], { ...allBytes, operations });
  if (result.kind !== 'batches') throw new Error(JSON.stringify(result.issues));
  let set = stored;
  for (const batch of result.batches) {
    expect(checkChanges(set, batch, [])).toEqual([]);
    set = withChanges(set, batch);
  }
  expect(result.batches.flat()).toHaveLength(open.length);
  return result.batches.map((batch) =>
    batch.map((change) => (change.act === 'save' ? `+${change.member.id}` : `-${change.id}`)),
  );
}

const queues = (count: number) => Array.from({ length: count }, (_, n) => queueSave(`q${n}`));

describe('a plan is split into batches', () => {
  test('of as many operations as fit', () => {
    const sizes = batchesOf(empty, queues(5), 2).map(({ length }) => length);
    expect(sizes).toEqual([2, 2, 1]);
  });

  test('with two operations for an engagement, because its lifecycle is written with it', () => {
    const stored = storedOf([queueSave('q'), workstreamSave('w', aNumber(1))]);
    const saves = ['a', 'b', 'c'].map((id) => engagementSave(id, 'q', 'w'));
    expect(batchesOf(stored, saves, 4)).toEqual([['+a', '+b'], ['+c']]);
  });

  test('in which referenced documents come first', () => {
    const saves = [engagementSave('e', 'q', 'w'), queueSave('q'), workstreamSave('w', aNumber(1))];
    expect(batchesOf(empty, saves, 2)).toEqual([['+w', '+q'], ['+e']]);
  });

  test('in which removals come last, and users are removed before the documents that they use', () => {
    const stored = storedOf([
      queueSave('q'),
      workstreamSave('w', aNumber(1)),
      engagementSave('e', 'q', 'w'),
    ]);
    const kinds: ConfigurationKind[] = ['engagement', 'workstream', 'queue'];
    expect(batchesOf(stored, [queueSave('new')], 3, kinds)).toEqual([
      ['+new'],
      ['-e'],
      ['-w', '-q'],
    ]);
  });

  test('so that two documents that need each other are in one batch', () => {
    const [first, second] = [aNumber(1), aNumber(2)];
    const stored = storedOf([workstreamSave('a', first), workstreamSave('z', second)]);
    const swapped = [workstreamSave('a', second), workstreamSave('z', first)];
    const saves = [...queues(3), ...swapped];
    const batches = batchesOf(stored, saves, 3);
    expect(batches.find((batch) => batch.includes('+a'))).toContain('+z');
  });

  test('so that a document that needs a removal is in the batch of the removal', () => {
    const stored = storedOf([workstreamSave('old', aNumber(1))]);
    const saves = [workstreamSave('new', aNumber(1)), ...queues(4)];
    const batches = batchesOf(stored, saves, 3, ['workstream']);
    expect(batches.find((batch) => batch.includes('+new'))).toContain('-old');
  });

  test('of a limited size', () => {
    const steps = planSteps(empty, queues(4), []);
    const bytes = JSON.stringify(aQueue({ id: 'q0' })).length * 2;
    const result = splitSteps(empty, steps, [], { operations: 99, bytes });
    expect(result).toMatchObject({ batches: [{ length: 2 }, { length: 2 }] });
  });
});

test('documents that need each other and do not fit into one batch are inseparable', () => {
  const numbers = [aNumber(1), aNumber(2), aNumber(3)];
  const stored = storedOf(numbers.map((number, n) => workstreamSave(`w${n}`, number)));
  const rotated = numbers.map((_, n) => workstreamSave(`w${n}`, numbers[(n + 1) % 3] ?? ''));
  const steps = planSteps(stored, rotated, []);
  const limits = { ...allBytes, operations: 2 };
  expect(splitSteps(stored, steps, [], limits)).toMatchObject({
    kind: 'inseparable',
    issues: [{ kind: 'workstream', path: 'phoneNumber' }],
  });
  expect(splitSteps(stored, steps, [])).toMatchObject({ batches: [{ length: 3 }] });
});
