import { expect, test } from 'vitest';
import { keywordOf, optIn, optOut } from '../../../../shared/domain/compliance/opt-out.ts';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { aNumberRecord } from '../../../support/builders/contact.ts';
import { noon } from '../../../support/builders/instants.ts';

test.each([
  'STOP',
  'stop',
  ' Stop. ',
  'STOP ALL',
  'Stopall',
  'quit',
  'end',
  'revoke',
  'opt-out',
  'OPT OUT',
  'cancel!',
  'Unsubscribe',
])('the message %j is a stop keyword', (message) => {
  expect(keywordOf(message)).toBe('stop');
});

test.each(['START', 'start', 'Un-stop', 'UNSTOP.'])(
  'the message %j is a start keyword',
  (message) => {
    expect(keywordOf(message)).toBe('start');
  },
);

test.each([
  '',
  '  ',
  'Yes',
  'please stop calling',
  'stopp',
  'The end is near',
  'cancellation',
  '停止',
])('the message %j is not a keyword', (message) => {
  expect(keywordOf(message)).toBe('none');
});

test('a number keeps the first instant of its opt-out, separately for each channel', () => {
  const until = later(noon, MINUTE);
  const out = optOut(optOut(aNumberRecord(), 'sms', noon), 'sms', until);
  expect(out.optedOut).toEqual({ voice: null, sms: noon });
  expect(optOut(out, 'voice', until).optedOut).toEqual({ voice: until, sms: noon });
  expect(optIn(optOut(out, 'voice', until), 'sms').optedOut).toEqual({ voice: until, sms: null });
});
