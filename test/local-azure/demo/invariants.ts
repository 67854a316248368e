/** Invariants of the run, checked from outside: in the stored documents and in the simulator's journal. */
import { z } from 'zod';
import { type Stack } from '../stack/boot.ts';
import { callsAfterOptOut, lostDispositions } from './dispositions.ts';
import { type Documents } from './documents.ts';
import { type Journal, maxConcurrent, readJournal } from './journal.ts';
import { engagementId, representatives } from './prepare.ts';
import { isQuiet, phoneTypesSchema } from './quiet-hours.ts';
import { countDifferences, countDocuments } from './verify-counts.ts';

export interface Invariant {
  readonly what: string;
  readonly holds: boolean;
  /** The figure that supports the result. */
  readonly seen: string;
  /** The violations, if any. */
  readonly faults: readonly string[];
}

const invariant = (what: string, seen: string, faults: readonly string[]): Invariant => {
  return { what, holds: faults.length === 0, seen, faults };
};

const callsSchema = z.object({
  sources: z.record(z.string(), z.object({ peak: z.number(), refused: z.number() })),
});
const seatsSchema = z.object({
  representatives: z.array(
    z.object({ id: z.string(), calls: z.object({ peak: z.number(), total: z.number() }) }),
  ),
});

export async function invariants(stack: Stack, documents: Documents): Promise<Invariant[]> {
  const happenings = await readJournal(stack.simulator);
  return [
    ...ofDocuments(documents),
    ofNumbers(happenings),
    await ofLines(stack),
    await ofRepresentatives(stack),
    ofPacing(happenings),
    await ofQuietHours(stack, documents, happenings),
    ofStops(happenings),
    ...(await ofDispositions(stack, documents, happenings)),
  ];
}

function ofDocuments(documents: Documents): Invariant[] {
  const { tasks, deliveries, tallies } = documents;
  const { compared, differences } = countDocuments(documents);
  const accepted = tallies.reduce((sum, { counts }) => sum + (counts['accepted'] ?? 0), 0);
  const closed = tasks.filter(({ outcome }) => outcome !== undefined).length;
  const open = tasks.filter(({ status }) => status !== 'closed').length;
  const balance = `${accepted} = ${closed} + ${open}`;
  const finished = new Set(tasks.filter(({ status }) => status === 'closed').map(({ id }) => id));
  const lacking = deliveries.filter(({ taskId, status, result }) => {
    return finished.has(taskId) && (status !== 'Complete' || result === undefined);
  });
  const unresolved = lacking.map(({ id }) => `delivery ${id} has no result`);
  return [
    invariant(
      'Accepted tasks are the closed and the open ones',
      balance,
      accepted === closed + open ? [] : [balance],
    ),
    invariant('Counters equal a recount of the documents', `${compared} counts`, differences),
    invariant('Each delivery of a closed task has one result', `${deliveries.length} deliveries`, [
      ...unresolved,
      ...countDifferences(documents),
    ]),
  ];
}

function ofNumbers({ calls }: Journal): Invariant {
  const byNumber = Map.groupBy(calls, ({ to }) => to);
  const peaks = [...byNumber].map(([to, list]) => ({ to, most: maxConcurrent(list) }));
  const faults = peaks.filter(({ most }) => most > 1).map(({ to, most }) => `${to}: ${most} calls`);
  const seen = `${calls.length} calls to ${byNumber.size} numbers`;
  return invariant('Never two calls to one number at once', seen, faults);
}

async function ofLines({ simulator, api }: Stack): Promise<Invariant> {
  const { sources } = callsSchema.parse(await simulator.get('/calls'));
  const { callsPerNumber } = z
    .object({ callsPerNumber: z.number() })
    .parse(await api.get('/workstreams/outbound-voice'));
  const faults = Object.entries(sources)
    .filter(([, { peak, refused }]) => peak > callsPerNumber || refused > 0)
    .map(([number, { peak, refused }]) => `${number}: ${peak} at once, ${refused} refused`);
  const peak = Math.max(0, ...Object.values(sources).map((source) => source.peak));
  const seen = `at most ${peak} on each of ${Object.keys(sources).length}`;
  return invariant(`Never more than ${callsPerNumber} calls from one display number`, seen, faults);
}

async function ofRepresentatives({ simulator }: Stack): Promise<Invariant> {
  const { representatives: seats } = seatsSchema.parse(await simulator.get('/representatives'));
  const faults = seats.filter(({ calls }) => calls.peak > 1).map(({ id }) => id);
  const total = seats.reduce((sum, { calls }) => sum + calls.total, 0);
  const seen = `${total} calls of ${seats.length} representatives`;
  return invariant('No representative in two calls', seen, faults);
}

function ofPacing({ calls }: Journal): Invariant {
  const most = maxConcurrent(calls);
  const faults = most > representatives.length ? [`${most} calls at once`] : [];
  const seen = `${most} at most, ${representatives.length} representatives`;
  return invariant('Never more calls up than representatives', seen, faults);
}

async function ofQuietHours(
  { api }: Stack,
  { tasks, deliveries }: Documents,
  { calls }: Journal,
): Promise<Invariant> {
  const { phoneTypes } = phoneTypesSchema.parse(await api.get(`/engagements/${engagementId}`));
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const members = tasks.flatMap(({ chain }) => chain);
  const zones = new Map(members.map(({ contactId, zone }) => [contactId, zone ?? 'UTC']));
  const faults = calls.flatMap(({ deliveryId, to, startedAt }) => {
    const delivery = byId.get(deliveryId);
    const zone = zones.get(delivery?.contactId ?? '');
    if (delivery?.to !== to || zone === undefined) return [`${to} was called without a delivery`];
    if (!isQuiet(phoneTypes, delivery.phoneType, zone, startedAt)) return [];
    return [`${to} at ${new Date(startedAt).toISOString()} in ${zone}`];
  });
  const seen = `${calls.length} calls in ${new Set(zones.values()).size} time zones`;
  return invariant('No call in the quiet hours of its number', seen, faults);
}

/** Messages in progress when the STOP arrived are not counted against the engine. */
const graceMs = 5000;

function ofStops({ calls, texts, stops }: Journal): Invariant {
  const contacts = [...calls.map(({ to, startedAt }) => ({ to, at: startedAt })), ...texts];
  const faults = contacts
    .filter(({ to, at }) => at > (stops.get(to) ?? Number.POSITIVE_INFINITY) + graceMs)
    .map(({ to, at }) => `${to} at ${new Date(at).toISOString()}`);
  const seen = `${stops.size} answered STOP`;
  return invariant('No SMS to a contact that answered STOP', seen, faults);
}

const codesSchema = z.object({
  items: z.array(z.object({ id: z.string(), category: z.string() })),
});

async function ofDispositions(
  { api }: Stack,
  { deliveries }: Documents,
  { calls, recorded }: Journal,
): Promise<Invariant[]> {
  const { items } = codesSchema.parse(await api.get('/disposition-codes'));
  const optingOut = items.flatMap(({ id, category }) => (category === 'doNotContact' ? [id] : []));
  const asked = recorded.filter(({ codes }) => codes.some((code) => optingOut.includes(code)));
  return [
    invariant(
      'No call to a contact after an opt-out code',
      `${asked.length} opted out`,
      callsAfterOptOut(recorded, optingOut, deliveries, calls),
    ),
    invariant(
      'Recorded codes are on the deliveries',
      `${recorded.length} recorded`,
      lostDispositions(recorded, deliveries),
    ),
  ];
}
