import type { Channel } from '../../contact/channel.ts';
import type { NumberRecord } from '../../contact/number-record.ts';
import { checkNumberAgainAt, numberReservation } from '../../contact/number-reservation.ts';
import type { DeliveryId } from '../../values/ids.ts';
import { type Gate, open } from '../gate.ts';

export interface NumberInUseInput {
  channel: Channel;
  record: NumberRecord;
  deliveryId: DeliveryId;
}

/** One call per number. An SMS does not ring, so it needs no free number. */
export const numberInUseGate: Gate<NumberInUseInput> = {
  name: 'numberInUse',
  check({ channel, record, deliveryId }, at) {
    const reservation = channel === 'sms' ? null : numberReservation(record, deliveryId, at);
    if (reservation === null) return open;
    return { kind: 'closed', because: 'numberInUse', until: checkNumberAgainAt(reservation, at) };
  },
};
