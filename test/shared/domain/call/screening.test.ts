import { expect, test } from 'vitest';
import { soundsLikeMachine } from '../../../../shared/domain/call/screening.ts';

test.each([
  'Hello?',
  '',
  'Yes, this is Ada speaking, who is calling please?',
  'Good morning, Byron and Sons, how can I help you today, sir?',
  'I will leave now',
])('screening classifies “%s” as a person', (speech) => {
  expect(soundsLikeMachine(speech)).toBe(false);
});

test.each([
  'You have reached the voicemail of Ada',
  'The voice mail of Ada',
  'Please leave a message',
  'LEAVE YOUR NAME',
  'After the tone',
  'Ada is not available',
  "I can't come to the phone",
  'We are unable to take your call',
  'This mailbox is full',
  'One two three four five six seven eight nine ten eleven twelve thirteen',
])('screening classifies “%s” as a machine', (speech) => {
  expect(soundsLikeMachine(speech)).toBe(true);
});

test('screening classifies twelve words as a person and thirteen as a machine', () => {
  const words = Array.from({ length: 12 }, () => 'hello');
  expect(soundsLikeMachine(words.join('   '))).toBe(false);
  expect(soundsLikeMachine([...words, 'hello'].join(' '))).toBe(true);
});
