import { describe, expect, test } from 'vitest';
import { createImportsStore } from '../../shared/adapters/cosmos/imports-store.ts';
import {
  type ImportRun,
  importRunSchema,
  noCounts,
  type RecordedFault,
} from '../../shared/domain/intake/import.ts';
import { later, MINUTE, SECOND } from '../../shared/domain/values/time.ts';
import { ConcurrencyConflict } from '../../shared/errors.ts';
import type { Imports } from '../../shared/ports/imports.ts';
import { noon } from '../support/builders/instants.ts';
import { memoryImports } from '../support/fakes/memory/imports.ts';
import { createRecordingLog } from '../support/fakes/recording-log.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, () => Imports][] = [
  ['in memory', memoryImports],
  ['in Cosmos DB', () => createImportsStore(cosmos().imports, createRecordingLog())],
];

const aRun = (): ImportRun =>
  importRunSchema.parse({
    id: 'a'.repeat(32),
    kind: 'import',
    schemaVersion: 1,
    engagementId: fresh('engagement'),
    name: 'march.csv',
    status: 'InProgress',
    counts: noCounts,
    failure: null,
    startedAt: noon,
    endedAt: null,
    tries: 1,
    deadlineAt: later(noon, MINUTE),
  });
const aFault = (line: number): RecordedFault => ({
  line,
  field: 'TimeZone',
  reason: 'unknownTimeZone',
  message: 'It is unknown.',
  rowKept: false,
});
async function collect(faults: AsyncIterable<RecordedFault>): Promise<RecordedFault[]> {
  const list: RecordedFault[] = [];
  for await (const fault of faults) list.push(fault);
  return list;
}

describe.each(stores)('imports %s', (_name, open) => {
  test('an import is found and listed under its engagement as saved', async () => {
    const imports = open();
    const run = aRun();
    const etag = await imports.save({ value: run, etag: null });
    expect(await imports.find(run.engagementId, run.id)).toEqual({ value: run, etag });
    await imports.addFaults(run, [aFault(2)]);
    expect(await imports.list(run.engagementId)).toEqual([run]);
    expect(await imports.find(aRun().engagementId, run.id)).toBeUndefined();
  });

  test('a save succeeds only with the etag of the read version', async () => {
    const imports = open();
    const run = aRun();
    const etag = await imports.save({ value: run, etag: null });
    await imports.save({ value: { ...run, status: 'Completed' }, etag });
    await expect(imports.save({ value: run, etag })).rejects.toThrow(ConcurrencyConflict);
    await expect(imports.save({ value: run, etag: null })).rejects.toThrow(ConcurrencyConflict);
  });

  test('a running import is due after its deadline, an ended one never', async () => {
    const imports = open();
    const { engagementId, ...run } = aRun();
    const dueAt = async (seconds: number) => {
      const due = await imports.due(later(noon, seconds * SECOND), 100);
      return due.filter(({ value }) => value.engagementId === engagementId);
    };
    const etag = await imports.save({ value: { ...run, engagementId }, etag: null });
    expect(await dueAt(59)).toEqual([]);
    expect(await dueAt(60)).toEqual([{ value: { ...run, engagementId }, etag }]);
    const ended = { ...run, engagementId, status: 'Completed', deadlineAt: null } as const;
    await imports.save({ value: ended, etag });
    expect(await dueAt(60)).toEqual([]);
  });

  test('issues are in line order, and a repeated issue is stored once', async () => {
    const imports = open();
    const run = aRun();
    const faults = [...Array(250).keys()].map((n) => aFault(n + 2));
    await imports.addFaults(run, [...faults].reverse());
    await imports.addFaults(run, faults.slice(0, 20));
    expect(await collect(imports.faults(run))).toEqual(faults);
    expect(await collect(imports.faults(aRun()))).toEqual([]);
  });

  test.each(['N/A', 'Account #', 'Which one?', 'C:\\path', 'ä'.repeat(255), ''])(
    'an issue of the column %j is stored',
    async (field) => {
      const imports = open();
      const run = aRun();
      const faults = [
        { ...aFault(2), field },
        { ...aFault(2), field: `${field} ` },
      ];
      await imports.addFaults(run, faults);
      expect(await collect(imports.faults(run))).toEqual(expect.arrayContaining(faults));
    },
  );

  test('issues with long values are stored, whatever their total size', async () => {
    const imports = open();
    const run = aRun();
    const faults = [...Array(300).keys()].map((n) => {
      return { ...aFault(n + 2), message: `'${'京'.repeat(4000)}' is unknown.` };
    });
    await imports.addFaults(run, faults);
    expect(await collect(imports.faults(run))).toEqual(faults);
  });

  test('issues of an earlier attempt are not returned', async () => {
    const imports = open();
    const first = aRun();
    await imports.addFaults(first, [aFault(2), aFault(3)]);
    const again = { ...first, tries: 2 };
    await imports.addFaults(again, [aFault(3)]);
    expect(await collect(imports.faults(again))).toEqual([aFault(3)]);
    const repeated = { ...first, startedAt: later(noon, MINUTE) };
    expect(await collect(imports.faults(repeated))).toEqual([]);
  });

  test('the longest overdue imports come first', async () => {
    const imports = open();
    const [late, later1] = [aRun(), aRun()];
    await imports.save({ value: later1, etag: null });
    await imports.save({ value: { ...late, deadlineAt: noon }, etag: null });
    const due = await imports.due(later(noon, MINUTE), 100);
    const ids = due.map(({ value }) => value.engagementId);
    expect(ids.indexOf(late.engagementId)).toBeLessThan(ids.indexOf(later1.engagementId));
  });
});
