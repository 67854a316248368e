import type { Ports } from '../../ports/ports.ts';
import type { ReevaluateQueuedTasks } from '../tasks/reevaluate-queued-tasks.ts';
import type { SaveWithReevaluation } from '../tasks/save-with-reevaluation.ts';
import { createSaveConfiguration } from './save-configuration.ts';

export interface ConfigurationDeps extends Ports {
  reevaluateQueuedTasks: ReevaluateQueuedTasks;
  saveWithReevaluation: SaveWithReevaluation;
}

export function composeConfiguration(deps: ConfigurationDeps) {
  return { saveConfiguration: createSaveConfiguration(deps) };
}
