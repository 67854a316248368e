// Invariants 4 and 10: concurrency. Each returns its violations in words.
import { isOnDelivery } from '../../../shared/domain/representative/representative.ts';
import { type DayRecord, grouped, mostAtOnce } from './record.ts';

/** 4. Never more calls than lines, than representatives, or than the engagement's maximum. */
export function insideCapacity(record: DayRecord): string[] {
  const { phoneCalls, engagements, workstreams, representatives, now } = record;
  const spans = phoneCalls.map(({ from: line, placedAt, overAt }) => {
    return { line, from: placedAt, until: overAt };
  });
  const perLine = workstreams[0]?.callsPerNumber ?? 0;
  const maximum = engagements.flatMap((engagement) =>
    engagement.channel === 'voice' ? (engagement.callSettings.maximumConcurrentCalls ?? []) : [],
  );
  const most = mostAtOnce(spans, now);
  return [
    ...[...grouped(spans, ({ line }) => line)].flatMap(([line, list]) => {
      const calls = mostAtOnce(list, now);
      return calls > perLine ? [`${calls} calls at once from ${line}`] : [];
    }),
    ...(most > representatives.length
      ? [`${most} calls for ${representatives.length} people`]
      : []),
    ...maximum.filter((limit) => most > limit).map((limit) => `${most} calls, allowed ${limit}`),
  ];
}

/** 10. A representative is never in two calls, and every reservation has a deadline. */
export function oneCallPerRepresentative(record: DayRecord): string[] {
  const { phoneCalls, representativeVersions, representatives, now } = record;
  const legs = phoneCalls.flatMap(({ representative, overAt }) =>
    representative === null ? [] : [{ ...representative, until: overAt }],
  );
  const held = representatives.filter(
    ({ presence }) => isOnDelivery(presence) && presence.deadlineAt < now,
  );
  return [
    ...[...grouped(legs, ({ address }) => address)].flatMap(([address, list]) =>
      mostAtOnce(list, now) > 1 ? [`${address} was in two calls`] : [],
    ),
    ...handedOver(representativeVersions),
    ...held.map(({ id, presence }) => `${id} is ${presence.status} beyond the deadline`),
  ];
}

/** From one delivery to another without being free in between. */
function handedOver(versions: DayRecord['representativeVersions']): string[] {
  const last = new Map<string, string | null>();
  return versions.flatMap(({ id, presence }) => {
    const before = last.get(id) ?? null;
    const delivery = isOnDelivery(presence) ? presence.deliveryId : null;
    last.set(id, delivery);
    return before !== null && delivery !== null && before !== delivery
      ? [`${id} went from ${before} straight to ${delivery}`]
      : [];
  });
}
