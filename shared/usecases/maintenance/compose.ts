import type { Ports } from '../../ports/ports.ts';
import type { ApplyCallEvent } from '../calls/apply-call-event.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import type { SubscriptionCache } from '../webhooks/subscription-cache.ts';
import { createParkMessage } from './park-message.ts';
import { createPassTaskDeadline } from './pass-task-deadline.ts';
import { createPostponeOverdue } from './postpone-overdue.ts';
import { createReleaseRepresentative } from './release-representative.ts';
import { createRunMaintenance } from './run-maintenance.ts';
import { createSweep } from './sweep.ts';

export interface MaintenanceDeps extends Ports {
  subscriptionCache: SubscriptionCache;
  applyTaskEvent: ApplyTaskEvent;
  applyCallEvent: ApplyCallEvent;
  enforceAbandonmentRate: () => Promise<number>;
  completeIdleEngagements: () => Promise<number>;
}

export function composeMaintenance(deps: MaintenanceDeps) {
  const sweep = createSweep({
    ...deps,
    passTaskDeadline: createPassTaskDeadline(deps),
    releaseRepresentative: createReleaseRepresentative(deps),
    postponeOverdue: createPostponeOverdue(deps),
  });
  return {
    sweep,
    runMaintenance: createRunMaintenance({ ...deps, sweep }),
    parkMessage: createParkMessage(deps),
  };
}
