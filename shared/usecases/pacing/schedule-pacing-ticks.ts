// Once a second: one message per pacing group with possible work. It costs two queries when nothing runs.
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { Ports } from '../../ports/ports.ts';

export interface SchedulePacingTicksDeps extends Pick<Ports, 'callStore' | 'messageBus' | 'clock'> {
  campaigns: CampaignCache;
}

export function createSchedulePacingTicks({
  campaigns,
  callStore,
  messageBus,
  clock,
}: SchedulePacingTicksDeps) {
  return async (): Promise<{ groups: number }> => {
    const now = clock.now();
    // Live calls need ticks for their deadlines, even if their group dials no more.
    const groups = new Set([
      ...(await campaigns.campaigns()).map(({ group }) => group),
      ...(await callStore.lines()).map(({ pacingGroup }) => pacingGroup),
    ]);
    if (groups.size > 0) await messageBus.pace([...groups], now);
    return { groups: groups.size };
  };
}
