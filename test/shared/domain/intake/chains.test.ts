import { expect, test } from 'vitest';
import { assembleChains } from '../../../../shared/domain/intake/chains.ts';
import { anIntakeRow } from '../../../support/builders/intake-row.ts';

/** Takes rows (account, identifier) line by line from line 2 on; a row of null is one that was bad. */
function assemble(rows: ([string | null, string] | null)[]) {
  const lastLines = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const account = row?.[0] ?? null;
    if (account !== null) lastLines.set(account, index + 2);
  }
  return run(rows, lastLines);
}

function run(rows: ([string | null, string] | null)[], lastLines: Map<string, number>) {
  const assembler = assembleChains(lastLines);
  const chains: string[] = [];
  const faults: string[] = [];
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    if (row !== null) {
      const { chain, fault } = assembler.take(
        anIntakeRow({ line, account: row[0], identifier: row[1] }),
      );
      if (chain !== undefined) chains.push(shown(chain));
      if (fault !== undefined) faults.push(`${fault.line} ${fault.field} ${fault.reason}`);
    }
    chains.push(...assembler.passed(line).map(shown));
  }
  return { chains, faults };
}

const shown = (chain: { key: string; rows: readonly { identifier: string }[] }) =>
  `${chain.key}: ${chain.rows.map(({ identifier }) => identifier).join(' ')}`;

test('a row without an account is a chain of its own, at once', () => {
  expect(
    assemble([
      [null, 'a'],
      [null, 'b'],
    ]),
  ).toEqual({
    chains: ['contact a: a', 'contact b: b'],
    faults: [],
  });
});

test('the rows of an account become one chain in the order of the file, with its last row', () => {
  const rows: [string | null, string][] = [
    ['X', 'a'],
    [null, 'b'],
    ['Y', 'c'],
    ['X', 'd'],
    ['Y', 'e'],
  ];
  expect(assemble(rows)).toEqual({
    chains: ['contact b: b', 'account X: a d', 'account Y: c e'],
    faults: [],
  });
});

test('the same identifier a second time is a fault, wherever it stands', () => {
  expect(
    assemble([
      ['X', 'a'],
      [null, 'a'],
      ['X', 'b'],
    ]),
  ).toEqual({
    chains: ['account X: a b'],
    faults: ['3 UniqueIdentifier duplicateRow'],
  });
});

test('the sixth contact of an account is a fault, and the five before it are kept', () => {
  const rows = ['a', 'b', 'c', 'd', 'e', 'f'].map((id): [string, string] => ['X', id]);
  expect(assemble(rows)).toEqual({
    chains: ['account X: a b c d e'],
    faults: ['7 ID chainTooLong'],
  });
});

test('an account whose last row was bad is complete all the same', () => {
  expect(run([['X', 'a'], null], new Map([['X', 3]]))).toEqual({
    chains: ['account X: a'],
    faults: [],
  });
});

test('an account of bad rows alone is no chain', () => {
  expect(run([null, null], new Map([['X', 3]]))).toEqual({ chains: [], faults: [] });
});
