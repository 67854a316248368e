import type { Ports } from '../../ports/ports.ts';
import type { ReevaluateQueuedTasks } from '../tasks/reevaluate-queued-tasks.ts';
import type { SaveWithReevaluation } from '../tasks/save-with-reevaluation.ts';
import { createApplyConfiguration } from './apply-configuration.ts';
import { createCheckLifecycle } from './check-lifecycle.ts';
import { createCommitChanges } from './commit-changes.ts';
import { createLoadConfiguration } from './load-configuration.ts';
import { createPlanConfiguration } from './plan-configuration.ts';
import { createGetConfiguration, createListConfiguration } from './read-configuration.ts';
import { createRemoveConfiguration } from './remove-configuration.ts';
import { createSaveConfiguration } from './save-configuration.ts';

export interface ConfigurationDeps extends Ports {
  reevaluateQueuedTasks: ReevaluateQueuedTasks;
  saveWithReevaluation: SaveWithReevaluation;
}

export function composeConfiguration(deps: ConfigurationDeps) {
  const edit = {
    ...deps,
    loadConfiguration: createLoadConfiguration(deps),
    commitChanges: createCommitChanges(deps),
    checkLifecycle: createCheckLifecycle(deps),
  };
  const planConfiguration = createPlanConfiguration(edit);
  return {
    getConfiguration: createGetConfiguration(deps),
    listConfiguration: createListConfiguration(deps),
    saveConfiguration: createSaveConfiguration(edit),
    removeConfiguration: createRemoveConfiguration(edit),
    planConfiguration,
    applyConfiguration: createApplyConfiguration({ ...edit, planConfiguration }),
  };
}
