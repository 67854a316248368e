import { describe, expect, test } from 'vitest';
import { importsStore } from '../../shared/adapters/cosmos/imports-store.ts';
import {
  type ImportRun,
  importRunSchema,
  noCounts,
  type RecordedFault,
} from '../../shared/domain/intake/import.ts';
import { later, MINUTE, SECOND } from '../../shared/domain/time.ts';
import { Conflict } from '../../shared/errors.ts';
import type { Imports } from '../../shared/ports/imports.ts';
import { noon } from '../support/builders/instants.ts';
import { memoryImports } from '../support/memory/imports.ts';
import { fresh, inCosmos } from './in-cosmos.ts';

const cosmos = inCosmos();
const stores: [string, () => Imports][] = [
  ['in memory', memoryImports],
  ['in Cosmos DB', () => importsStore(cosmos().imports)],
];

const aRun = (): ImportRun =>
  importRunSchema.parse({
    id: 'a'.repeat(32),
    type: 'import',
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
  test('a run is found and listed under its engagement as saved', async () => {
    const imports = open();
    const run = aRun();
    const etag = await imports.save({ value: run, etag: null });
    expect(await imports.find(run.engagementId, run.id)).toEqual({ value: run, etag });
    await imports.addFaults(run.engagementId, run.id, [aFault(2)]);
    expect(await imports.list(run.engagementId)).toEqual([run]);
    expect(await imports.find(aRun().engagementId, run.id)).toBeUndefined();
  });

  test('a run moves on from its own version only', async () => {
    const imports = open();
    const run = aRun();
    const etag = await imports.save({ value: run, etag: null });
    await imports.save({ value: { ...run, status: 'Completed' }, etag });
    await expect(imports.save({ value: run, etag })).rejects.toThrow(Conflict);
    await expect(imports.save({ value: run, etag: null })).rejects.toThrow(Conflict);
  });

  test('a run in progress is due once its deadline has come, and an ended one never', async () => {
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

  test('faults come in the order of their lines, and the same fault twice is one', async () => {
    const imports = open();
    const { engagementId, id } = aRun();
    const faults = [...Array(250).keys()].map((n) => aFault(n + 2));
    await imports.addFaults(engagementId, id, [...faults].reverse());
    await imports.addFaults(engagementId, id, faults.slice(0, 20));
    expect(await collect(imports.faults(engagementId, id))).toEqual(faults);
    expect(await collect(imports.faults(aRun().engagementId, id))).toEqual([]);
  });
});
