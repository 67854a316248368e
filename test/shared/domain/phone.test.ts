import { expect, test } from 'vitest';
import { e164Schema, parsePhone } from '../../../shared/domain/phone.ts';

test.each([
  { text: '+1 206-555-0100', country: undefined, number: '+12065550100', found: 'US' },
  { text: '(206) 555-0100', country: 'US', number: '+12065550100', found: 'US' },
  { text: '206.555.0100', country: 'us', number: '+12065550100', found: 'US' },
  { text: '020 7946 0958', country: 'GB', number: '+442079460958', found: 'GB' },
  { text: '+44 20 7946 0958', country: 'US', number: '+442079460958', found: 'GB' },
  { text: '+49 30 901820', country: undefined, number: '+4930901820', found: 'DE' },
])('$text in $country is $number', ({ text, country, number, found }) => {
  expect(parsePhone(text, country)).toEqual({ kind: 'valid', number, country: found });
});

test.each([
  {
    text: '206 555 0100',
    country: undefined,
    reason: 'has no country: write it with + and the country code',
  },
  {
    text: '206 555 0100',
    country: 'XX',
    reason: 'has no country: write it with + and the country code',
  },
  { text: 'call Ada', country: 'US', reason: 'is not a telephone number' },
  { text: '', country: 'US', reason: 'is not a telephone number' },
  { text: 'Ada: +12065550100', country: 'US', reason: 'is not a telephone number' },
  { text: '+1 2', country: undefined, reason: 'is too short for its country' },
  { text: '+1 206 555 0100 12345678', country: undefined, reason: 'is too long for its country' },
  { text: '+1 000 000 0000', country: undefined, reason: 'is no number that its country assigns' },
])('$text in $country is invalid: it $reason', ({ text, country, reason }) => {
  expect(parsePhone(text, country)).toEqual({ kind: 'invalid', reason });
});

test.each(['12065550100', '+0206555010', '+1206', '+1206555010012345', '+1 2065550100'])(
  '%s is not in E.164 form',
  (text) => {
    expect(e164Schema.safeParse(text).success).toBe(false);
  },
);
