import { describe, expect, test } from 'vitest';
import { readHeader } from '../../../../shared/domain/intake/columns.ts';

test('a header names known columns in any case and with spaces, and keeps the other columns', () => {
  const header = readHeader(['uniqueidentifier', ' MobilePhoneNumber ', 'Plan', '', 'firstName']);
  expect(header).toEqual({
    kind: 'columns',
    columns: {
      width: 5,
      named: new Map([
        ['UniqueIdentifier', 0],
        ['MobilePhoneNumber', 1],
        ['FirstName', 4],
      ]),
      extra: [{ name: 'Plan', position: 2 }],
    },
  });
});

test.each(['MobilePhoneNumber', 'BusinessPhoneNumber', 'HomePhoneNumber'])(
  '%s is enough as the only phone column',
  (phone) => {
    expect(readHeader(['UniqueIdentifier', phone]).kind).toBe('columns');
  },
);

describe('a header is refused', () => {
  test.each([
    {
      cells: ['MobilePhoneNumber', 'Plan'],
      message: /'UniqueIdentifier' is missing; found: MobilePhoneNumber, Plan/,
    },
    {
      cells: ['UniqueIdentifier', 'FirstName'],
      message: /At least one of the columns MobilePhoneNumber/,
    },
    { cells: [''], message: /found: none/ },
    { cells: ['UniqueIdentifier', 'Plan', 'plan'], message: /'plan' occurs twice/ },
    { cells: ['UniqueIdentifier;MobilePhoneNumber'], message: /separated by ';'/ },
    { cells: ['UniqueIdentifier\tMobilePhoneNumber'], message: /separated by tabs/ },
    { cells: ['UniqueIdentifier|MobilePhoneNumber'], message: /separated by '\|'/ },
    { cells: [...Array(501).keys()].map((n) => `Column ${n}`), message: /501 columns.* 500/ },
    { cells: ['UniqueIdentifier', 'x'.repeat(256)], message: /column 2 has more than 255/ },
  ])('$message', ({ cells, message }) => {
    expect(readHeader(cells)).toEqual({
      kind: 'fault',
      message: expect.stringMatching(message) as string,
    });
  });
});
