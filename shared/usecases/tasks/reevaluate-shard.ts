import { later } from '../../domain/values/time.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ReevaluatePage } from './reevaluate-page.ts';
import { noReevaluation, type ShardPage } from './reevaluation.ts';
import { settlingMs } from './schedule-reevaluation.ts';

interface ShardReevaluation extends ShardPage {
  /** Repeats only this page: another message has continued with the next one. */
  alone?: boolean | undefined;
}

/**
 * The work of one message: it re-evaluates one page and always sends a message for the next one. After a transient
 * failure, a separate message repeats the page. A redelivery would send the message for the next page again.
 */
export type ReevaluateShard = (message: ShardReevaluation) => Promise<void>;

export function createReevaluateShard(
  deps: Pick<Ports, 'messageBus' | 'clock'> & { reevaluatePage: ReevaluatePage },
): ReevaluateShard {
  const { messageBus, clock, reevaluatePage } = deps;

  return async ({ alone, ...page }) => {
    const { next, failures } = await reevaluatePage(page, noReevaluation());
    if (alone === true) {
      if (failures.length > 0) throw failures[0];
      return;
    }
    const now = clock.now();
    if (next !== null) await messageBus.revise([{ ...page, after: next }], now);
    if (failures.length > 0) {
      await messageBus.revise([{ ...page, alone: true }], later(now, settlingMs));
    }
  };
}
