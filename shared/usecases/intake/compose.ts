import type { Ports } from '../../ports/ports.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import type { ScheduleReevaluation } from '../tasks/schedule-reevaluation.ts';
import { createCreateTasks } from './create-tasks.ts';
import { createImportContacts } from './import-contacts.ts';
import { createReserveContacts } from './reserve-contacts.ts';
import { createResumeImports } from './resume-imports.ts';

export interface IntakeDeps extends Ports {
  campaigns: CampaignCache;
  applyTaskEvent: ApplyTaskEvent;
  scheduleReevaluation: ScheduleReevaluation;
}

export function composeIntake(deps: IntakeDeps) {
  const reserveContacts = createReserveContacts(deps);
  const createTasks = createCreateTasks({ ...deps, reserveContacts });
  const importContacts = createImportContacts({ ...deps, createTasks });
  return { importContacts, resumeImports: createResumeImports({ ...deps, importContacts }) };
}
