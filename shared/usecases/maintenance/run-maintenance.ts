// Everything that a timer looks after, one after the other: what fails holds up none of the others.
import type { Log } from '../../ports/log.ts';

export interface RunMaintenanceDeps {
  log: Log;
  sweep: () => Promise<unknown>;
  watchRules: () => Promise<unknown>;
  completeIdle: () => Promise<unknown>;
}

/** Throws the first error when all were done. */
export function createRunMaintenance({ log, ...acts }: RunMaintenanceDeps) {
  return async (): Promise<void> => {
    const errors: unknown[] = [];
    for (const what of ['sweep', 'watchRules', 'completeIdle'] as const) {
      try {
        await acts[what]();
      } catch (error) {
        const message = error instanceof Error ? error.message : 'not an Error';
        log.error('timer.failed', { what, message }, error);
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  };
}
