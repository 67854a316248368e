// The periodic work of the timer, one step after the other. A failing step does not stop the others.
import type { Ports } from '../../ports/ports.ts';

export interface RunMaintenanceDeps extends Pick<Ports, 'log'> {
  sweep: () => Promise<unknown>;
  enforceAbandonmentRate: () => Promise<unknown>;
  completeIdleEngagements: () => Promise<unknown>;
}

/** Throws the first error after all steps. */
export function createRunMaintenance(deps: RunMaintenanceDeps) {
  const { log, sweep, enforceAbandonmentRate, completeIdleEngagements } = deps;
  const steps = [
    { what: 'sweep', run: sweep },
    { what: 'watchRules', run: enforceAbandonmentRate },
    { what: 'completeIdle', run: completeIdleEngagements },
  ];
  return async (): Promise<void> => {
    const errors: unknown[] = [];
    for (const { what, run } of steps) {
      try {
        await run();
      } catch (error) {
        const message = error instanceof Error ? error.message : 'not an Error';
        log.error('timer.failed', { what, message }, error);
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  };
}
