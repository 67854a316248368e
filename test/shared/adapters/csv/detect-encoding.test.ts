import { expect, test } from 'vitest';
import { detectEncoding } from '../../../../shared/adapters/csv/detect-encoding.ts';

test.each<[string, Buffer, ReturnType<typeof detectEncoding>]>([
  ['plain text', Buffer.from('a,b\n1,2\n'), 'utf8'],
  ['text with a byte order mark', Buffer.from('\uFEFFa,b\n'), 'utf8'],
  ['an empty file', Buffer.alloc(0), 'utf8'],
  ['latin1, which is checked per row', Buffer.from('Jürgen', 'latin1'), 'utf8'],
  ['UTF-16 with a byte order mark', Buffer.from('\uFEFFa,b\n', 'utf16le'), 'utf16'],
  ['big-endian UTF-16', Buffer.from('\uFEFFa,b\n', 'utf16le').swap16(), 'utf16'],
  ['UTF-16 without a byte order mark', Buffer.from('UniqueIdentifier,Phone\n', 'utf16le'), 'utf16'],
  [
    'an Excel workbook',
    Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(3), Buffer.alloc(60, 7)]),
    'binary',
  ],
])('%s is detected', (_what, bytes, encoding) => {
  expect(detectEncoding(bytes)).toBe(encoding);
});
