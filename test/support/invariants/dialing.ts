// Invariants 1, 2, 3 and 7: contacts, times and frequency. Each returns its violations in words.
import { DAY, type Instant, later } from '../../../shared/domain/values/time.ts';
import { isWithin } from './hours.ts';
import { type DayRecord, grouped, mostAtOnce } from './record.ts';

/** 1. At most one open delivery per task, and per phone number. */
export function oneOpenDelivery({ deliveries, phoneCalls, now }: DayRecord): string[] {
  const spans = deliveries.map((delivery) => ({
    ...delivery,
    from: delivery.startedAt,
    until: delivery.status === 'Complete' ? delivery.endedAt : null,
  }));
  const voice = spans.filter(({ channel }) => channel === 'voice');
  const rings = phoneCalls.map(({ to, placedAt, overAt }) => ({
    to,
    from: placedAt,
    until: overAt,
  }));
  return [
    ...several(
      'open deliveries of task',
      grouped(spans, ({ taskId }) => taskId),
      now,
    ),
    ...several(
      'open deliveries to',
      grouped(voice, ({ to }) => to),
      now,
    ),
    ...several(
      'calls at once to',
      grouped(rings, ({ to }) => to),
      now,
    ),
  ];
}

function several(
  what: string,
  groups: Map<string, { from: Instant; until: Instant | null }[]>,
  now: Instant,
): string[] {
  return [...groups].flatMap(([key, spans]) => {
    const most = mostAtOnce(spans, now);
    return most > 1 ? [`${most} ${what} ${key}`] : [];
  });
}

/** 2. No delivery outside window ∩ quiet hours ∩ queue hours at the moment of the dial. */
export function insideHours(record: DayRecord): string[] {
  const { deliveries, engagements, queues } = record;
  const wrong: string[] = [];
  for (const { id, to, at, channel } of contactsMade(record)) {
    const delivery = deliveries.find((found) => found.id === id);
    const task = record.tasks.find((found) => found.id === delivery?.taskId);
    const engagement = engagements.find((found) => found.channel === channel);
    if (delivery === undefined || task === undefined || engagement === undefined) {
      wrong.push(`${id} is a delivery of nothing`);
      continue;
    }
    const zone = task.chain.find(({ contactId }) => contactId === delivery.contactId)?.zone;
    const type = engagement.phoneTypes.find((entry) => entry.type === delivery.phoneType);
    const clock = engagement.timeZones === 'utc' ? 'UTC' : (zone ?? 'UTC');
    if (type === undefined || isWithin(type.quietHours, clock, at)) {
      wrong.push(`${to} was reached at ${at}, in the quiet hours of ${clock}`);
    }
    if (engagement.channel === 'sms') continue;
    const queue = queues.find((found) => found.id === engagement.queueId);
    const hours = queue?.operatingHours;
    if (hours !== undefined && hours.hours !== null && !isWithin(hours.hours, hours.zone, at)) {
      wrong.push(`${to} was called at ${at}, outside the hours of the queue`);
    }
  }
  return wrong;
}

/** 3. No contact over the limits, across engagements and channels. */
export function insideFrequencyLimits(record: DayRecord): string[] {
  const contactOf = new Map(record.deliveries.map(({ id, contactId }) => [id, contactId]));
  const made = grouped(contactsMade(record), ({ id }) => contactOf.get(id) ?? 'unknown');
  return [...made].flatMap(([contact, list]) =>
    list.flatMap(({ at, channel }) => {
      const engagement = record.engagements.find((found) => found.channel === channel);
      const within = (days: number) =>
        list.filter((other) => other.at <= at && other.at > later(at, -days * DAY)).length;
      const { perDay = null, perWeek = null } = engagement?.frequencyLimits ?? {};
      const over =
        (perDay !== null && within(1) > perDay) || (perWeek !== null && within(7) > perWeek);
      return over ? [`${contact} was reached once too often at ${at}`] : [];
    }),
  );
}

/** 7. An opted-out number is never contacted again on that channel. */
export function optOutsRespected(record: DayRecord): string[] {
  const since = new Map(record.numbers.map(({ number, optedOut }) => [number, optedOut]));
  return contactsMade(record).flatMap(({ to, at, channel }) => {
    const optedOut = since.get(to)?.[channel] ?? null;
    return optedOut !== null && optedOut < at ? [`${to} opted out and was reached at ${at}`] : [];
  });
}

/** 7. An opt-out by a code covers the number and, unless it was a wrong party, all numbers of the contact. */
export function doNotContactRespected(record: DayRecord): string[] {
  const categoryOf = new Map(record.codes.map(({ id, category }) => [id, category]));
  const personOf = new Map(record.deliveries.map(({ id, contactId }) => [id, contactId]));
  return record.deliveries.flatMap((delivery) => {
    if (delivery.status === 'InProcess') return [];
    const categories = delivery.dispositionCodes.map((code) => categoryOf.get(code));
    if (!categories.includes('doNotContact')) return [];
    const { contactId, to, endedAt } = delivery;
    return record.phoneCalls
      .filter((call) => call.placedAt > endedAt)
      .filter(
        (call) =>
          call.to === to ||
          (!categories.includes('notRightParty') && personOf.get(call.deliveryId) === contactId),
      )
      .map((call) => `${call.to} was called at ${call.placedAt}, after “do not contact”`);
  });
}

/** Everything that was really sent or dialed. */
function contactsMade({ phoneCalls, texts }: DayRecord) {
  return [
    ...phoneCalls.map(({ deliveryId, to, placedAt }) => {
      return { id: deliveryId, to, at: placedAt, channel: 'voice' as const };
    }),
    ...texts.map(({ deliveryId, to, at }) => {
      return { id: deliveryId, to, at, channel: 'sms' as const };
    }),
  ];
}
