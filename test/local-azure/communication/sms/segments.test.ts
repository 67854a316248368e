import { expect, test } from 'vitest';
import { segmentsOf } from './segments.ts';

test.each([
  ['nothing', '', 1],
  ['160 letters', 'a'.repeat(160), 1],
  ['161 letters', 'a'.repeat(161), 2],
  ['306 letters', 'a'.repeat(306), 2],
  ['307 letters', 'a'.repeat(307), 3],
  ['letters of the GSM alphabet with marks', 'àéñÜß£'.repeat(26), 1],
  ['80 euro signs, of two places each', '€'.repeat(80), 1],
  ['81 euro signs', '€'.repeat(81), 2],
  [
    'a bracket on the seam of two segments, which moves whole',
    `${'a'.repeat(152)}[${'a'.repeat(151)}`,
    2,
  ],
  ['the same with no place to spare', `${'a'.repeat(152)}[${'a'.repeat(152)}`, 3],
  ['70 letters that GSM has not', 'ж'.repeat(70), 1],
  ['71 letters that GSM has not', 'ж'.repeat(71), 2],
  ['134 letters that GSM has not', 'ж'.repeat(134), 2],
  ['135 letters that GSM has not', 'ж'.repeat(135), 3],
  ['one foreign letter among 70', `${'a'.repeat(69)}ж`, 1],
  ['one foreign letter among 71', `${'a'.repeat(70)}ж`, 2],
  ['35 emoji, of two places each', '🙂'.repeat(35), 1],
  ['36 emoji', '🙂'.repeat(36), 2],
])('%s need as many segments as the carriers count', (_what, text, segments) => {
  expect(segmentsOf(text)).toBe(segments);
});
