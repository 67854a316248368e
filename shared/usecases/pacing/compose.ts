import type { Ports } from '../../ports/ports.ts';
import type { ApplyCallEvent } from '../calls/apply-call-event.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { RunEngagementOperation } from '../engagements/run-engagement-operation.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { createEnforceAbandonmentRate } from './enforce-abandonment-rate.ts';
import { createListReservedLines } from './list-reserved-lines.ts';
import { createReserveAndQueueCall } from './reserve-and-queue-call.ts';
import { createReserveLines } from './reserve-lines.ts';
import { createRunPacingTick } from './run-pacing-tick.ts';
import { createSchedulePacingTicks } from './schedule-pacing-ticks.ts';
import { createSelectDisplayNumbers } from './select-display-numbers.ts';
import { createSelectNextTasks } from './select-next-tasks.ts';

export interface PacingDeps extends Ports {
  campaigns: CampaignCache;
  applyTaskEvent: ApplyTaskEvent;
  applyCallEvent: ApplyCallEvent;
  runEngagementOperation: RunEngagementOperation;
}

export function composePacing(deps: PacingDeps) {
  const selectDisplayNumbers = createSelectDisplayNumbers(deps);
  return {
    schedulePacingTicks: createSchedulePacingTicks(deps),
    enforceAbandonmentRate: createEnforceAbandonmentRate(deps),
    runPacingTick: createRunPacingTick({
      ...deps,
      selectNextTasks: createSelectNextTasks({ ...deps, selectDisplayNumbers }),
      reserveAndQueueCall: createReserveAndQueueCall(deps),
      listReservedLines: createListReservedLines(deps),
      reserveLines: createReserveLines(deps),
    }),
  };
}
