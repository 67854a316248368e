import type { Contact } from '../../contact/contact.ts';
import type { NumberRecord } from '../../contact/number-record.ts';
import type { DeliveryId } from '../../values/ids.ts';
import { latest } from '../../values/time.ts';
import {
  contactAllowedFrom,
  type FrequencyLimits,
  numberAllowedFrom,
} from '../frequency-limits.ts';
import { type Gate, open } from '../gate.ts';

export interface FrequencyLimitInput {
  /** Undefined in the reservation of a number: the next write checks the contact. */
  contact?: Contact | undefined;
  /** Undefined in the count of a contact attempt: the write before has checked the number. */
  record?: NumberRecord | undefined;
  deliveryId: DeliveryId;
  limits: FrequencyLimits;
}

export const frequencyLimitGate: Gate<FrequencyLimitInput> = {
  name: 'frequencyLimit',
  check({ contact, record, deliveryId, limits }, at) {
    const until = latest(
      contactAllowedFrom(contact?.reached ?? [], limits, deliveryId, at),
      numberAllowedFrom(record?.reached ?? [], limits, deliveryId, at),
    );
    return until > at ? { kind: 'closed', because: 'frequencyLimit', until } : open;
  },
};
