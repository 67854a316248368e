import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { NextAllowedByLimits } from '../compliance/next-allowed-by-limits.ts';
import type { BuildNotices } from '../webhooks/build-notices.ts';
import { createApplyTaskEvent } from './apply-task-event.ts';
import { createCancelTask } from './cancel-task.ts';
import { createReevaluatePage } from './reevaluate-page.ts';
import { createReevaluateQueuedTasks } from './reevaluate-queued-tasks.ts';
import { createReevaluateShard } from './reevaluate-shard.ts';
import { createSaveWithReevaluation } from './save-with-reevaluation.ts';
import { createScheduleReevaluation } from './schedule-reevaluation.ts';
import { createWakeDueTasks } from './wake-due-tasks.ts';

export interface TasksDeps extends Ports {
  campaigns: CampaignCache;
  buildNotices: BuildNotices;
  nextAllowedByLimits: NextAllowedByLimits;
}

export function composeTasks(deps: TasksDeps) {
  const applyTaskEvent = createApplyTaskEvent(deps);
  const scheduleReevaluation = createScheduleReevaluation(deps);
  const reevaluatePage = createReevaluatePage({ ...deps, applyTaskEvent });
  return {
    applyTaskEvent,
    cancelTask: createCancelTask({ ...deps, applyTaskEvent }),
    wakeDueTasks: createWakeDueTasks({ ...deps, applyTaskEvent }),
    scheduleReevaluation,
    saveWithReevaluation: createSaveWithReevaluation({ ...deps, scheduleReevaluation }),
    reevaluateQueuedTasks: createReevaluateQueuedTasks({ ...deps, reevaluatePage }),
    reevaluateShard: createReevaluateShard({ ...deps, reevaluatePage }),
  };
}
