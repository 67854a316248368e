// Once a second: one message per pacing group that may have something to do. It costs one query when nothing runs.
import type { Campaign, Policies } from './policies.ts';
import { HOUR, type Instant, later } from '../domain/time.ts';
import type { Bus } from '../ports/bus.ts';
import type { System } from '../ports/system.ts';

/** Calls that were up when an engagement was stopped still need their deadlines watched. */
const watchedAfterStop = 9 * HOUR;

export function tick(deps: { policies: Policies; bus: Bus; system: System }) {
  return async (): Promise<{ groups: number }> => {
    const now = deps.system.now();
    const campaigns = await deps.policies.campaigns();
    const groups = new Set(campaigns.filter((c) => needsTicks(c, now)).map(({ group }) => group));
    if (groups.size > 0) await deps.bus.pace([...groups], now);
    return { groups: groups.size };
  };
}

function needsTicks({ lifecycle }: Campaign, now: Instant): boolean {
  switch (lifecycle.status) {
    case 'draft':
      return false;
    case 'running':
    case 'suspended':
      return true;
    case 'stopped':
      return later(lifecycle.at, watchedAfterStop) > now;
  }
}
