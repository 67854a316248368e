import { expect, test } from 'vitest';
import { assembleChains } from '../../../../shared/domain/intake/chains.ts';
import { anIntakeRow } from '../../../support/builders/intake-row.ts';

/** Adds the rows (account, identifier) from line 2 on; null is an unusable row. */
function assemble(rows: ([string | null, string] | null)[]) {
  const lastLines = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const account = row?.[0] ?? null;
    if (account !== null) lastLines.set(account, index + 2);
  }
  return assembleUntil(rows, lastLines);
}

function assembleUntil(rows: ([string | null, string] | null)[], lastLines: Map<string, number>) {
  const assembler = assembleChains(lastLines);
  const chains: string[] = [];
  const faults: string[] = [];
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    if (row !== null) {
      const added = assembler.add(anIntakeRow({ line, account: row[0], identifier: row[1] }));
      if (added.kind === 'chain') chains.push(format(added.chain));
      if (added.kind === 'fault') {
        faults.push(`${added.fault.line} ${added.fault.field} ${added.fault.reason}`);
      }
    }
    chains.push(...assembler.completedBy(line).map(format));
  }
  return { chains, faults };
}

const format = (chain: { key: string; rows: readonly { identifier: string }[] }) =>
  `${chain.key}: ${chain.rows.map(({ identifier }) => identifier).join(' ')}`;

test('a row without an account completes a chain at once', () => {
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

test('a second row with the same identifier is a fault, in any account', () => {
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

test('the sixth contact of an account is a fault, and the first five are kept', () => {
  const rows = ['a', 'b', 'c', 'd', 'e', 'f'].map((id): [string, string] => ['X', id]);
  expect(assemble(rows)).toEqual({
    chains: ['account X: a b c d e'],
    faults: ['7 ID chainTooLong'],
  });
});

test('an account is complete after its last row, even if that row is unusable', () => {
  expect(assembleUntil([['X', 'a'], null], new Map([['X', 3]]))).toEqual({
    chains: ['account X: a'],
    faults: [],
  });
});

test('an account without a usable row makes no chain', () => {
  expect(assembleUntil([null, null], new Map([['X', 3]]))).toEqual({ chains: [], faults: [] });
});
