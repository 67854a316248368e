import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { SaveWithReevaluation } from '../tasks/save-with-reevaluation.ts';
import type { ScheduleReevaluation } from '../tasks/schedule-reevaluation.ts';
import { createCompleteIdleEngagements } from './complete-idle-engagements.ts';
import { createRunEngagementOperation } from './run-engagement-operation.ts';
import { createSaveLifecycle } from './save-lifecycle.ts';

export interface EngagementsDeps extends Ports {
  campaigns: CampaignCache;
  saveWithReevaluation: SaveWithReevaluation;
  scheduleReevaluation: ScheduleReevaluation;
}

export function composeEngagements(deps: EngagementsDeps) {
  const saveLifecycle = createSaveLifecycle(deps);
  return {
    runEngagementOperation: createRunEngagementOperation({ ...deps, saveLifecycle }),
    completeIdleEngagements: createCompleteIdleEngagements({ ...deps, saveLifecycle }),
  };
}
