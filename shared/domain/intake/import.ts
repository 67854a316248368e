// The import of one contact file. Its id is derived from the content, so the same file is the same import.
import { z } from 'zod';
import { engagementIdSchema, importIdSchema } from '../values/ids.ts';
import { instantSchema } from '../values/time.ts';
import { rowIssueReasons } from './row.ts';

export const maxFileBytes = 10 * 1024 * 1024;

const importCountsSchema = z.strictObject({
  /** Rows read, without the header and empty lines. */
  rows: z.int(),
  /** Rows that became a contact of a task. */
  accepted: z.int(),
  rejected: z.int(),
  /** Rows with a contact that already has an open task of this engagement; they are skipped. */
  alreadyPending: z.int(),
  /** Delivery tasks of this file, including tasks that an earlier try created. */
  tasks: z.int(),
  /** Faults of accepted rows. */
  warnings: z.int(),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

export const noCounts: ImportCounts = {
  rows: 0,
  accepted: 0,
  rejected: 0,
  alreadyPending: 0,
  tasks: 0,
  warnings: 0,
};

const importFailures = [
  'unknownEngagement',
  'engagementStopped',
  'notByFile',
  'fileTooLarge',
  'fileEmpty',
  'notUtf8',
  'badHeader',
  'noGoodRow',
  'fileGone',
  'interrupted',
] as const;
export type ImportFailure = (typeof importFailures)[number];

export const importRunSchema = z.strictObject({
  id: importIdSchema,
  kind: z.literal('import'),
  schemaVersion: z.literal(1),
  engagementId: engagementIdSchema,
  /** The file name in the folder of the engagement. */
  name: z.string(),
  status: z.enum(['InProgress', 'Completed', 'CompletedWithErrors', 'Failed']),
  counts: importCountsSchema,
  failure: z
    .strictObject({ code: z.enum(importFailures), message: z.string(), line: z.int().nullable() })
    .nullable(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  /** The number of times that reading the file started. */
  tries: z.int(),
  /** The reader's reservation of the import, renewed while it reads; null after the end. */
  deadlineAt: instantSchema.nullable(),
});
export type ImportRun = z.infer<typeof importRunSchema>;

export const faultSchema = z.strictObject({
  line: z.int(),
  field: z.string(),
  reason: z.enum([...rowIssueReasons, 'alreadyPending']),
  message: z.string(),
  rowKept: z.boolean(),
});
export type RecordedFault = z.infer<typeof faultSchema>;
