import { describe, expect, test } from 'vitest';
import { engagementIdSchema, importIdSchema } from '../../../../shared/domain/values/ids.ts';
import {
  type ImportFailure,
  type ImportRun,
  noCounts,
} from '../../../../shared/domain/intake/import.ts';
import {
  renewImport,
  startImport,
  failImport,
  finishImport,
  releaseImport,
  maxTries,
  importLeaseMs,
} from '../../../../shared/domain/intake/import-lifecycle.ts';
import { later, SECOND } from '../../../../shared/domain/values/time.ts';
import { noon } from '../../../support/builders/instants.ts';

const file = {
  id: importIdSchema.parse('a'.repeat(32)),
  engagementId: engagementIdSchema.parse('spring-renewals'),
  name: 'march.csv',
};
const counts = (changes: Partial<typeof noCounts>) => ({ ...noCounts, ...changes });

function importInProgress(earlier?: ImportRun, now = noon): ImportRun {
  const beginning = startImport(file, earlier, now);
  if (beginning.kind !== 'begin') throw new Error(`It answered ${beginning.kind}.`);
  return beginning.run;
}

describe('an import', () => {
  test('of a new file starts with a deadline', () => {
    const deadlineAt = later(noon, importLeaseMs);
    expect(importInProgress()).toMatchObject({
      ...file,
      status: 'InProgress',
      tries: 1,
      deadlineAt,
    });
  });

  test('belongs to its reader until the deadline', () => {
    const run = importInProgress();
    const almost = later(noon, importLeaseMs - 1);
    const left = { kind: 'leave', run, reason: 'underWay' };
    expect(startImport(file, run, almost)).toEqual(left);
    const further = renewImport(run, counts({ rows: 400 }), almost);
    const muchLater = later(noon, importLeaseMs + SECOND);
    expect(startImport(file, further, muchLater)).toMatchObject({
      kind: 'leave',
      reason: 'underWay',
    });
  });

  test('starts again from the first row after its deadline', () => {
    const abandoned = renewImport(importInProgress(), counts({ rows: 400 }), noon);
    const now = later(noon, importLeaseMs);
    const again = importInProgress(abandoned, now);
    expect(again).toMatchObject({ counts: noCounts, tries: 2, startedAt: noon });
    expect(again.deadlineAt).toBe(later(now, importLeaseMs));
  });

  test('can start again at once after an error released it', () => {
    expect(importInProgress(releaseImport(importInProgress(), noon), noon).tries).toBe(2);
  });

  test('fails with the reason after its last try, and a new upload starts again', () => {
    let run = importInProgress();
    for (let tries = 2; tries <= maxTries; tries += 1)
      run = importInProgress(releaseImport(run, noon), noon);
    const end = startImport(file, releaseImport(run, noon), noon);
    expect(end).toMatchObject({ kind: 'giveUp', run: { status: 'Failed', deadlineAt: null } });
    expect(end.run.failure).toMatchObject({ code: 'interrupted' });
    expect(importInProgress(end.run, noon).tries).toBe(1);
  });
});

describe('a second upload of a file', () => {
  test.each<[ImportFailure, string]>([
    ['badHeader', 'leave'],
    ['noGoodRow', 'begin'],
    ['fileTooLarge', 'leave'],
    ['unknownEngagement', 'begin'],
    ['engagementStopped', 'begin'],
    ['interrupted', 'begin'],
  ])('after %s: %s', (code, kind) => {
    const run = failImport(importInProgress(), { code, message: 'Why.', line: null }, noon);
    expect(startImport(file, run, noon).kind).toBe(kind);
  });

  test('is skipped after the file was read', () => {
    const run = finishImport(importInProgress(), counts({ rows: 1, accepted: 1 }), noon);
    expect(startImport(file, run, noon)).toEqual({ kind: 'leave', run, reason: 'repeated' });
  });
});

test.each([
  ['rows without a fault', { rows: 2, accepted: 2 }, 'Completed', undefined],
  ['a rejected row', { rows: 2, accepted: 1, rejected: 1 }, 'CompletedWithErrors', undefined],
  ['a warning', { rows: 2, accepted: 2, warnings: 1 }, 'CompletedWithErrors', undefined],
  ['nothing but rejected rows', { rows: 2, rejected: 2 }, 'Failed', 'noGoodRow'],
  ['no row', {}, 'Failed', 'fileEmpty'],
])('a file with %s is %s', (_what, changes, status, code) => {
  const run = finishImport(importInProgress(), counts(changes), noon);
  expect(run).toMatchObject({ status, endedAt: noon, deadlineAt: null });
  expect(run.failure?.code).toBe(code);
});
