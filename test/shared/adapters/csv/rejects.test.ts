import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { rejectsOf } from '../../../../shared/adapters/csv/rejects.ts';
import type { RecordedFault } from '../../../../shared/domain/intake/import.ts';

const aFault = (line: number): RecordedFault => ({
  line,
  field: 'Account #',
  reason: 'valueTooLong',
  rowKept: false,
  message: `Of "${line}", too long.`,
});
async function* faults(limit: number): AsyncGenerator<RecordedFault> {
  for (let line = 2; line < limit + 2; line++) yield aFault(line);
}

test('a file without faults has only a header', async () => {
  expect(await text(rejectsOf(faults(0)))).toBe('line,field,reason,message,rowKept\n');
});

test('every fault is a row, in order', async () => {
  const rows = (await text(rejectsOf(faults(450)))).trimEnd().split('\n');
  expect(rows).toHaveLength(451);
  expect(rows[1]).toBe('2,Account #,valueTooLong,"Of ""2"", too long.",false');
  expect(rows[450]).toMatch(/^451,/);
});

test('the faults are streamed: later ones are not read before the first rows are sent', async () => {
  let read = 0;
  async function* counted() {
    for await (const fault of faults(50_000)) {
      read += 1;
      yield fault;
    }
  }
  const body = rejectsOf(counted());
  for await (const _ of body) break;
  expect(read).toBeLessThan(5_000);
});

test('the stream fails if the store fails', async () => {
  async function* failing() {
    yield* faults(300);
    throw new Error('throttled');
  }
  await expect(text(rejectsOf(failing()))).rejects.toThrow('throttled');
});
