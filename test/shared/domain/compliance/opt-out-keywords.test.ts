import { expect, test } from 'vitest';
import { keywordOf } from '../../../../shared/domain/compliance/opt-out-keywords.ts';

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
])('%j asks to stop', (message) => {
  expect(keywordOf(message)).toBe('stop');
});

test.each(['START', 'start', 'Un-stop', 'UNSTOP.'])('%j asks to start again', (message) => {
  expect(keywordOf(message)).toBe('start');
});

test.each([
  '',
  '  ',
  'Yes',
  'please stop calling',
  'stopp',
  'The end is near',
  'cancellation',
  '停止',
])('%j is no keyword', (message) => {
  expect(keywordOf(message)).toBeNull();
});
