import type { Ports } from '../../ports/ports.ts';
import type { ApplyCallEvent } from '../calls/apply-call-event.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { RunEngagementOperation } from '../engagements/run-engagement-operation.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { createEnforceAbandonmentRate } from './enforce-abandonment-rate.ts';
import { createListCallableTasks } from './list-callable-tasks.ts';
import { createListReservedLines } from './list-reserved-lines.ts';
import { createReserveAndQueueCall } from './reserve-and-queue-call.ts';
import { createReserveLines } from './reserve-lines.ts';
import { createRunPacingTick } from './run-pacing-tick.ts';
import { createSchedulePacingTicks } from './schedule-pacing-ticks.ts';
import { createSelectDisplayNumbers } from './select-display-numbers.ts';
import { createSelectNextTasks } from './select-next-tasks.ts';
import { createStartCalls } from './start-calls.ts';

export interface PacingDeps extends Ports {
  campaigns: CampaignCache;
  applyTaskEvent: ApplyTaskEvent;
  applyCallEvent: ApplyCallEvent;
  runEngagementOperation: RunEngagementOperation;
}

export function composePacing(deps: PacingDeps) {
  const selectDisplayNumbers = createSelectDisplayNumbers(deps);
  const listCallableTasks = createListCallableTasks({ ...deps, selectDisplayNumbers });
  const startCalls = createStartCalls({
    ...deps,
    selectNextTasks: createSelectNextTasks(listCallableTasks),
    reserveAndQueueCall: createReserveAndQueueCall(deps),
    listReservedLines: createListReservedLines(deps),
    reserveLines: createReserveLines(deps),
  });
  return {
    schedulePacingTicks: createSchedulePacingTicks(deps),
    enforceAbandonmentRate: createEnforceAbandonmentRate(deps),
    runPacingTick: createRunPacingTick({ ...deps, startCalls }),
  };
}
