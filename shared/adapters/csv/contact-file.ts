import { createHash } from 'node:crypto';
import type { ContactFile } from '../../ports/contact-files.ts';
import { detectEncoding } from './detect-encoding.ts';
import { readRows } from './read-rows.ts';

/** A contact file with its whole content in memory. */
export const contactFile = (content: Buffer): ContactFile => ({
  kind: 'file',
  digest: createHash('sha256').update(content).digest('hex'),
  encoding: detectEncoding(content),
  rows: () => readRows(content),
});
