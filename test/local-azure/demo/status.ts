/** The progress of the engagement according to its API: the report, and the import of its file. */
import { z } from 'zod';
import { type Connection } from '../stack/connection.ts';
import { engagementId } from './prepare.ts';

const counts = z.record(z.string(), z.number());
const channel = z.object({ started: z.number(), inProcess: z.number(), results: counts });

const reportSchema = z.object({
  tasks: z.object({ accepted: z.number(), open: counts, closed: counts }),
  deliveries: z.object({
    voice: channel,
    sms: channel,
    answered: z.number(),
    connected: z.number(),
    abandoned: z.number(),
  }),
  rates: z.object({ connect: z.number().nullable(), abandonment: z.number().nullable() }),
});
export type Report = z.infer<typeof reportSchema>;

const importSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['InProgress', 'Completed', 'CompletedWithErrors', 'Failed']),
  counts: z.object({
    rows: z.number(),
    accepted: z.number(),
    rejected: z.number(),
    alreadyPending: z.number(),
    tasks: z.number(),
    warnings: z.number(),
  }),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  startedAt: z.iso.datetime(),
});
export type Import = z.infer<typeof importSchema>;

export interface DemoStatus {
  readonly report: Report;
  readonly file: Import | undefined;
  readonly open: number;
  readonly closed: number;
  /** The file is imported and every task of it is closed. */
  readonly over: boolean;
}

const sum = (numbers: Readonly<Record<string, number>>) =>
  Object.values(numbers).reduce((total, n) => total + n, 0);

/** The import of an earlier run over the same data; undefined before the engagement exists. */
export async function earlierImport(api: Connection): Promise<Import | undefined> {
  const { items } = z
    .object({ items: z.array(z.object({ id: z.string() })) })
    .parse(await api.get('/engagements'));
  if (!items.some(({ id }) => id === engagementId)) return undefined;
  return (await importsOf(api))[0];
}

async function importsOf(api: Connection): Promise<Import[]> {
  const { items } = z
    .object({ items: z.array(importSchema) })
    .parse(await api.get(`/engagements/${engagementId}/imports`));
  return items;
}

export async function readDemoStatus(api: Connection): Promise<DemoStatus> {
  const [found, imports] = await Promise.all([
    api.get(`/engagements/${engagementId}/report`),
    importsOf(api),
  ]);
  const report = reportSchema.parse(found);
  const { tasks } = report;
  const [open, closed] = [sum(tasks.open), sum(tasks.closed)];
  const file = imports[0];
  const isRead = file !== undefined && file.status !== 'InProgress';
  const isDone = open === 0 && closed === tasks.accepted;
  return { report, file, open, closed, over: isRead && isDone };
}
