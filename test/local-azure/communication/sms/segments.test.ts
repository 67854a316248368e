import { expect, test } from 'vitest';
import { segmentsOf } from './segments.ts';

test.each([
  ['an empty text', '', 1],
  ['160 letters', 'a'.repeat(160), 1],
  ['161 letters', 'a'.repeat(161), 2],
  ['306 letters', 'a'.repeat(306), 2],
  ['307 letters', 'a'.repeat(307), 3],
  ['156 accented letters of the GSM alphabet', 'àéñÜß£'.repeat(26), 1],
  ['80 euro signs with two units each', '€'.repeat(80), 1],
  ['81 euro signs', '€'.repeat(81), 2],
  [
    'a bracket on the seam of two segments, which moves whole',
    `${'a'.repeat(152)}[${'a'.repeat(151)}`,
    2,
  ],
  ['the same with no place to spare', `${'a'.repeat(152)}[${'a'.repeat(152)}`, 3],
  ['70 letters outside the GSM alphabet', 'ж'.repeat(70), 1],
  ['71 letters outside the GSM alphabet', 'ж'.repeat(71), 2],
  ['134 letters outside the GSM alphabet', 'ж'.repeat(134), 2],
  ['135 letters outside the GSM alphabet', 'ж'.repeat(135), 3],
  ['70 letters with one outside the GSM alphabet', `${'a'.repeat(69)}ж`, 1],
  ['71 letters with one outside the GSM alphabet', `${'a'.repeat(70)}ж`, 2],
  ['35 emoji with two units each', '🙂'.repeat(35), 1],
  ['36 emoji', '🙂'.repeat(36), 2],
])('the number of segments of %s is correct', (_what, text, segments) => {
  expect(segmentsOf(text)).toBe(segments);
});
