import { expect, test } from 'vitest';
import { optIn, optOut } from '../../../../shared/domain/compliance/opt-out.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aNumberRecord } from '../../../support/builders/contact.ts';
import { noon } from '../../../support/builders/instants.ts';

test('a number keeps the first instant of its opt-out, separately for each channel', () => {
  const until = later(noon, MINUTE);
  const out = optOut(optOut(aNumberRecord(), 'sms', noon), 'sms', until);
  expect(out.optedOut).toEqual({ voice: null, sms: noon });
  expect(optOut(out, 'voice', until).optedOut).toEqual({ voice: until, sms: noon });
  expect(optIn(optOut(out, 'voice', until), 'sms').optedOut).toEqual({ voice: until, sms: null });
});
