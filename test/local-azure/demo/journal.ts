/**
 * The simulator's journal of this run: calls with start and end, recorded dispositions, SMS, and numbers that sent
 * STOP.
 */
import { z } from 'zod';
import { type Connection } from '../stack/connection.ts';

const entrySchema = z.object({
  at: z.iso.datetime(),
  direction: z.string(),
  method: z.string().optional(),
  path: z.string(),
  status: z.number().optional(),
  body: z.unknown().optional(),
  answer: z.unknown().optional(),
});
const pageSchema = z.object({ entries: z.array(entrySchema), next: z.number(), end: z.number() });
type Entry = z.infer<typeof entrySchema>;

const orderSchema = z.object({
  targets: z.array(z.object({ phoneNumber: z.object({ value: z.string() }) })),
  sourceCallerIdNumber: z.object({ value: z.string() }),
  operationContext: z.string(),
});
const placedSchema = z.object({ callConnectionId: z.string() });
const callbackSchema = z.array(
  z.object({
    type: z.string(),
    time: z.iso.datetime({ offset: true }),
    data: z.object({ callConnectionId: z.string() }),
  }),
);
const smsSchema = z.object({ smsRecipients: z.array(z.object({ to: z.string() })) });
const gridSchema = z.array(
  z.object({
    eventType: z.string(),
    data: z.object({ from: z.string().optional(), message: z.string().optional() }),
  }),
);

const recordedSchema = z.object({ codes: z.array(z.string()) });

export interface PlacedCall {
  readonly to: string;
  readonly from: string;
  readonly deliveryId: string;
  readonly startedAt: number;
  endedAt: number;
}
/** The disposition codes of a conversation, as the engine accepted them. */
export interface RecordedDisposition {
  readonly deliveryId: string;
  readonly codes: readonly string[];
  readonly at: number;
}
export interface Journal {
  readonly calls: readonly PlacedCall[];
  readonly recorded: readonly RecordedDisposition[];
  readonly texts: readonly { to: string; at: number }[];
  readonly stops: ReadonlyMap<string, number>;
}

const endings = new Set([
  'Microsoft.Communication.CallDisconnected',
  'Microsoft.Communication.CreateCallFailed',
]);
const isOrder = ({ direction, method, path, status }: Entry) =>
  direction === 'request' &&
  method === 'POST' &&
  /^\/calling\/callConnections(\?|$)/.test(path) &&
  status === 201;

export async function readJournal(simulator: Connection): Promise<Journal> {
  const calls = new Map<string, PlacedCall>();
  const recorded: RecordedDisposition[] = [];
  const texts: { to: string; at: number }[] = [];
  const stops = new Map<string, number>();

  function read(entry: Entry): void {
    const at = Date.parse(entry.at);
    if (isOrder(entry)) {
      const order = orderSchema.parse(entry.body);
      const { callConnectionId } = placedSchema.parse(entry.answer);
      for (const { phoneNumber } of order.targets) {
        calls.set(callConnectionId, {
          to: phoneNumber.value,
          from: order.sourceCallerIdNumber.value,
          deliveryId: order.operationContext,
          startedAt: at,
          endedAt: Number.POSITIVE_INFINITY,
        });
      }
    } else if (entry.direction === 'callback') {
      for (const { type, time, data } of callbackSchema.parse(entry.body)) {
        const call = calls.get(data.callConnectionId);
        // The time of the event itself; it may have arrived late or twice.
        if (call && endings.has(type)) call.endedAt = Math.min(call.endedAt, Date.parse(time));
      }
    } else if (entry.direction === 'request' && entry.path.startsWith('/sms')) {
      for (const { to } of smsSchema.parse(entry.body).smsRecipients) texts.push({ to, at });
    } else if (entry.direction === 'desktop' && entry.status === 200) {
      const [, deliveryId] = /\/work\/([^/]+)\/disposition$/.exec(entry.path) ?? [];
      if (deliveryId === undefined) return;
      recorded.push({ deliveryId, codes: recordedSchema.parse(entry.body).codes, at });
    } else if (entry.direction === 'eventGrid') {
      for (const { eventType, data } of gridSchema.safeParse(entry.body).data ?? []) {
        if (eventType !== 'Microsoft.Communication.SMSReceived' || !data.from) continue;
        if (/^stop$/i.test(data.message?.trim() ?? '')) stops.set(data.from, at);
      }
    }
  }

  for (let since = 1; ;) {
    const page = pageSchema.parse(await simulator.get(`/journal?since=${since}&limit=5000`));
    page.entries.forEach(read);
    since = page.next;
    if (page.entries.length === 0) {
      return { calls: [...calls.values()], recorded, texts, stops };
    }
  }
}

/** The maximum number of these calls that were up at the same time. */
export function maxConcurrent(calls: readonly PlacedCall[]): number {
  const edges = calls.flatMap(({ startedAt, endedAt }) => [
    { at: startedAt, step: 1 },
    { at: endedAt, step: -1 },
  ]);
  // At the same instant, ends count before starts.
  edges.sort((a, b) => a.at - b.at || a.step - b.step);
  let now = 0;
  let most = 0;
  for (const { step } of edges) {
    now += step;
    most = Math.max(most, now);
  }
  return most;
}
