// Start, suspend, resume, stop. A stop lets calls in progress finish; what waits simply is not dialled any more.
import { type Lifecycle, type Operation, operate } from '../domain/engagement/lifecycle.ts';
import type { EngagementId } from '../domain/ids.ts';
import { Conflict, InvalidInput, NotFound } from '../errors.ts';
import type { Log } from '../ports/log.ts';
import type { Settings } from '../ports/settings.ts';
import type { System } from '../ports/system.ts';
import { onConflict } from './again.ts';

const refusals = {
  notStarted: 'The engagement was never started.',
  notSuspended: 'The engagement is suspended: Resume it, or Stop it.',
  stopped: 'The engagement is stopped for good.',
};

export function operateEngagement(deps: { settings: Settings; system: System; log: Log }) {
  const { settings, system, log } = deps;

  return (id: EngagementId, operation: Operation): Promise<Lifecycle> =>
    onConflict(async () => {
      const found = await settings.find('engagement', id);
      if (found === undefined) throw new NotFound('engagement', id);
      const { engagement, lifecycle } = found.value;
      if (engagement.channel !== 'voice') {
        const message =
          'An SMS engagement is sent by the voice engagements that follow up with it.';
        throw new InvalidInput(message, [{ path: 'operation', message }]);
      }
      const decision = operate(lifecycle, operation, system.now());
      switch (decision.kind) {
        case 'ignore':
          return lifecycle;
        case 'refuse':
          throw new Conflict(decision.reason, refusals[decision.reason]);
        case 'apply': {
          const { next } = decision;
          await settings.save('engagement', id, {
            ...found,
            value: { engagement, lifecycle: next },
          });
          log.info('engagement.operated', { engagementId: id, operation, status: next.status });
          return next;
        }
      }
    });
}
