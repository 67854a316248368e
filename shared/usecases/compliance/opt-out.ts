import { optOut } from '../../domain/compliance/opt-out.ts';
import type { Channel } from '../../domain/contact/channel.ts';
import type { E164 } from '../../domain/values/phone.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { Ports } from '../../ports/ports.ts';

export type OptOutNumber = (number: E164, channel: Channel) => Promise<void>;

export function createOptOutNumber(deps: Pick<Ports, 'contacts' | 'clock' | 'log'>): OptOutNumber {
  const { contacts, clock, log } = deps;

  return async (number, channel) => {
    const now = clock.now();
    const isNew = await retryOnConflict(clock, async () => {
      const record = await contacts.number(number);
      if (record.value.optedOut[channel] !== null) return false;
      await contacts.saveNumber({ ...record, value: optOut(record.value, channel, now) });
      return true;
    });
    if (isNew) log.info('number.optedOut', { channel });
  };
}
