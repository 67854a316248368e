import type { EngagementId } from '../../domain/values/ids.ts';
import type { Lifecycle } from '../../domain/engagement/lifecycle.ts';
import { type EngagementReport, reportOf } from '../../domain/report/report.ts';
import { sumCounters } from '../../domain/report/counters.ts';
import type { Instant } from '../../domain/values/time.ts';
import { NotFound } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';

export type Report = EngagementReport & {
  engagementId: EngagementId;
  name: string;
  lifecycle: Lifecycle;
  at: Instant;
};

/** The report of one engagement: sums of its counters, and its open tasks by status, without reading a task. */
export function createReadReport(deps: Pick<Ports, 'engagements' | 'tasks' | 'clock'>) {
  return async (id: EngagementId): Promise<Report> => {
    const stored = await deps.engagements.find(id);
    if (stored === undefined) throw new NotFound('engagement', id);
    const { engagement, lifecycle } = stored;
    const { name, shards } = engagement;
    const [tallies, open] = await Promise.all([
      deps.tasks.tallies(id),
      deps.tasks.countOpen(id, shards),
    ]);
    const at = deps.clock.now();
    return { engagementId: id, name, lifecycle, at, ...reportOf(sumCounters(tallies), open) };
  };
}
