import type { Channel } from '../../contact/channel.ts';
import type { NumberRecord } from '../../contact/number-record.ts';
import { type Gate, open } from '../gate.ts';

export interface OptOutInput {
  channel: Channel;
  record: NumberRecord;
}

export const optOutGate: Gate<OptOutInput> = {
  name: 'optOut',
  check: ({ channel, record }) =>
    record.optedOut[channel] === null
      ? open
      : { kind: 'closed', because: 'optedOut', until: 'never' },
};
