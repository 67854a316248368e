// Events of the SMS network. A delivery report ends a follow-up. STOP and START change what a number may receive.
import { optIn } from '../../domain/compliance/opt-out.ts';
import { keywordOf } from '../../domain/compliance/sms-keywords.ts';
import type { E164 } from '../../domain/values/phone.ts';
import type { SmsEvent } from '../../domain/sms/sms-event.ts';
import { NotFound } from '../../errors.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import type { OptOutNumber } from '../compliance/opt-out.ts';
import { readDeliveryTag } from './delivery-tag.ts';
import type { Ports } from '../../ports/ports.ts';

export function createApplySmsEvent(
  deps: Pick<Ports, 'contacts' | 'clock' | 'log'> & {
    applyTaskEvent: ApplyTaskEvent;
    optOutNumber: OptOutNumber;
  },
) {
  const { contacts, clock, log, applyTaskEvent, optOutNumber } = deps;

  return async (event: SmsEvent): Promise<void> => {
    switch (event.kind) {
      case 'report':
        if (event.optedOut && event.to !== null) await optOutNumber(event.to, 'sms');
        return applyReport(event.tag, event.delivered);
      case 'received': {
        switch (keywordOf(event.message)) {
          case 'stop':
            return optOutNumber(event.from, 'sms');
          case 'start':
            return optInNumber(event.from);
          case 'none':
            log.info('sms.ignored', { reason: 'noKeyword' });
            return;
        }
      }
    }
  };

  async function applyReport(tag: string, delivered: boolean): Promise<void> {
    const delivery = readDeliveryTag(tag);
    if (delivery.kind === 'foreign') {
      log.warn('sms.ignored', { reason: 'foreignTag' });
      return;
    }
    const { ref, deliveryId } = delivery;
    const result = delivered ? 'Delivered' : 'Not delivered';
    try {
      await applyTaskEvent(ref, { kind: 'texted', now: clock.now(), deliveryId, result });
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      log.warn('sms.ignored', { reason: 'taskGone' });
    }
  }

  async function optInNumber(number: E164): Promise<void> {
    await retryOnConflict(clock, async () => {
      const record = await contacts.number(number);
      await contacts.saveNumber({ ...record, value: optIn(record.value, 'sms') });
    });
    log.info('number.optedIn', { channel: 'sms' });
  }
}
