import { describe, expect, test } from 'vitest';
import { readRows } from '../../../../shared/adapters/csv/read-rows.ts';
import type { FileEntry } from '../../../../shared/ports/contact-files.ts';

async function read(content: string | Uint8Array): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  for await (const entry of readRows(Buffer.from(content))) entries.push(entry);
  return entries;
}

/** `3: a|b` for a row, `3! openQuote` for a fault. */
const shown = (entries: readonly FileEntry[]): string[] =>
  entries.map((entry) =>
    entry.kind === 'row'
      ? `${entry.row.line}: ${entry.row.cells.join('|').replace(/\r?\n/g, '⏎')}`
      : `${entry.fault.line}! ${entry.fault.reason}`,
  );

describe('rows of a CSV file', () => {
  test.each<[string, string, string[]]>([
    ['line feeds', 'a,b\n1,2\n3,4\n', ['1: a|b', '2: 1|2', '3: 3|4']],
    ['carriage returns too', 'a,b\r\n1,2\r\n3,4', ['1: a|b', '2: 1|2', '3: 3|4']],
    ['a byte order mark', '\uFEFFa,b\n1,2\n', ['1: a|b', '2: 1|2']],
    ['blank lines, which count', 'a,b\n\n\n1,2\n\n3,4\n', ['1: a|b', '4: 1|2', '6: 3|4']],
    ['rows of commas alone, which are none', 'a,b\n,\n1,2\n', ['1: a|b', '3: 1|2']],
    ['quoted commas and quotes', 'a,b\n"1,5","say ""hi"""\n', ['1: a|b', '2: 1,5|say "hi"']],
    ['more or fewer values than columns', 'a,b\n1\n1,2,3\n', ['1: a|b', '2: 1', '3: 1|2|3']],
    ['no row at all', '', []],
    ['letters beyond ASCII', 'a,b\nJürgen,京都\n', ['1: a|b', '2: Jürgen|京都']],
  ])('with %s', async (_what, content, rows) => {
    expect(shown(await read(content))).toEqual(rows);
  });

  test.each(['\n', '\r\n'])(
    'a quoted line break (%j) belongs to the row and counts as a line',
    async (end) => {
      const content = ['a,b', '"1', 'and', 'more",2', '3,4', ''].join(end);
      expect(shown(await read(content))).toEqual(['1: a|b', '2: 1⏎and⏎more|2', '5: 3|4']);
    },
  );

  test('bytes that are not UTF-8 stay visible in their row and do not change others', async () => {
    const content = Buffer.concat([
      Buffer.from('a,b\n'),
      Buffer.from('Jürgen,2\n', 'latin1'),
      Buffer.from('Jürgen,4\n'),
    ]);
    expect(shown(await read(content))).toEqual(['1: a|b', '2: J\uFFFDrgen|2', '3: Jürgen|4']);
  });
});

describe('a wrong quote', () => {
  test.each<[string, string[], string[]]>([
    [
      'never closed: the rows before and after are kept',
      ['a,b', '1,2', '3,"4', '5,6', '7,8'],
      ['1: a|b', '2: 1|2', '3! openQuote', '4: 5|6', '5: 7|8'],
    ],
    [
      'unclosed on two lines: both are faults',
      ['a,b', '"1,2', '3,4', '5,"6', '7,8', '9,"10'],
      ['1: a|b', '2! openQuote', '3: 3|4', '4! openQuote', '5: 7|8', '6! openQuote'],
    ],
    [
      'inside a value: that row alone is a fault',
      ['a,b', '1,2', '5" pipe,x', '3,4'],
      ['1: a|b', '2: 1|2', '3! brokenQuote', '4: 3|4'],
    ],
    [
      'after blank lines: the fault has the line of the quote',
      ['a,b', '', '', '"1,2', '3,4'],
      ['1: a|b', '4! openQuote', '5: 3|4'],
    ],
    ['on the last line', ['a,b', '1,2', '"3'], ['1: a|b', '2: 1|2', '3! openQuote']],
    [
      'inside a value after a row of several lines: it does not count as unclosed',
      ['a,b', '"1', '2",x', '5" pipe,x', '3,4'],
      ['1: a|b', '2: 1⏎2|x', '4! brokenQuote', '5: 3|4'],
    ],
    ['in the header', ['"a,b', '1,2'], ['1! openQuote', '2: 1|2']],
  ])('%s', async (_what, lines, rows) => {
    expect(shown(await read(lines.join('\n')))).toEqual(rows);
    expect(shown(await read(lines.join('\r\n')))).toEqual(rows);
  });

  test('a quoted value of several lines before the fault does not shift the lines after it', async () => {
    const content = 'a,b\n"1\n2",x\n\n3,"4\n5,6\n';
    expect(shown(await read(content))).toEqual(['1: a|b', '2: 1⏎2|x', '5! openQuote', '6: 5|6']);
  });

  test('an unclosed quote before half a megabyte of valid rows loses none of them', async () => {
    const rows = [...Array(20_000).keys()].map((n) => `contact ${n},+12065550100`);
    const content = ['a,b', '"open,1', ...rows].join('\n');
    const entries = await read(content);
    expect(shown(entries.slice(0, 3))).toEqual([
      '1: a|b',
      '2! openQuote',
      '3: contact 0|+12065550100',
    ]);
    expect(entries).toHaveLength(rows.length + 2);
    expect(shown(entries.slice(-1))).toEqual([`20002: contact 19999|+12065550100`]);
  });

  test('rows across the pieces that the parser receives are complete', async () => {
    const rows = [...Array(9_000).keys()].map((n) => `Zoë ${n},"Jürgen, ""京都"" ${n}"`);
    for (const start of ['a,b', 'a,bc', 'a,bcd', 'a,bcde']) {
      const entries = await read([start, ...rows].join('\r\n'));
      expect(entries).toHaveLength(rows.length + 1);
      expect(shown(entries.slice(-1))).toEqual(['9001: Zoë 8999|Jürgen, "京都" 8999']);
    }
  });

  test('a row of 200 KB on one line, or in quoted values of several lines, is not an unclosed quote', async () => {
    const wide = [...Array(60).keys()].map((n) => `${n} ${'x'.repeat(3_500)}`);
    const quoted = wide.map((cell) => `"${cell.slice(0, 1_700)}\n${cell.slice(1_700)}"`);
    const entries = await read(['a,b', wide.join(','), quoted.join(','), '1,2'].join('\n'));
    expect(entries.map(({ kind }) => kind)).toEqual(['row', 'row', 'row', 'row']);
    expect(shown(entries.slice(-1))).toEqual(['64: 1|2']);
  });

  test('an unclosed quote that another quote closes thousands of rows later loses none of them', async () => {
    const rows = [...Array(8_000).keys()].map((n) => `contact ${n},+12065550100`);
    const entries = await read(['a,b', 'open,"1', ...rows, 'end",2', '3,4'].join('\n'));
    expect(shown(entries.slice(0, 3))).toEqual([
      '1: a|b',
      '2! openQuote',
      '3: contact 0|+12065550100',
    ]);
    expect(shown(entries.slice(-2))).toEqual(['8003! brokenQuote', '8004: 3|4']);
    expect(entries).toHaveLength(rows.length + 4);
  });

  test('two thousand rows with an inch mark in a value are faults and cost little time', async () => {
    const rows = [...Array(4_000).keys()].map((n) => (n % 2 === 0 ? `5" pipe,${n}` : `good,${n}`));
    const entries = await read(['a,b', ...rows].join('\n'));
    expect(entries.filter(({ kind }) => kind === 'fault')).toHaveLength(2_000);
    expect(entries.filter(({ kind }) => kind === 'row')).toHaveLength(2_001);
  });
});
