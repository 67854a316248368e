// Names that other systems know: a rename in the code must not change them. The committed list is wire-names.json;
// `npm run wire-names` writes it after a deliberate change.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { collectWireNames, type WireNames } from './support/wire-names.ts';

const file = join(import.meta.dirname, 'wire-names.json');
const isWriting = process.env['WRITE_WIRE_NAMES'] === '1';

let current: WireNames;
let committed: WireNames;

beforeAll(async () => {
  current = await collectWireNames();
  if (isWriting) writeFileSync(file, `${JSON.stringify(current, null, 2)}\n`);
  committed = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WireNames) : {};
}, 60_000);

const without = (names: readonly string[], others: readonly string[] = []) =>
  names.filter((name) => !others.includes(name));

test('no name that other systems know was removed', () => {
  const removed = Object.entries(committed).flatMap(([group, names]) =>
    without(names, current[group]).map((name) => `${group}: ${name}`),
  );
  expect(removed, 'To accept the change, run npm run wire-names.').toEqual([]);
});

test('every name that other systems know is in the committed list', () => {
  const added = Object.entries(current).flatMap(([group, names]) =>
    without(names, committed[group]).map((name) => `${group}: ${name}`),
  );
  expect(added, 'To accept the change, run npm run wire-names.').toEqual([]);
});

test('every group has names', () => {
  const groups = Object.entries(current).filter(([, names]) => names.length === 0);
  expect(groups).toEqual([]);
});
