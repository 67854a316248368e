import { expect, test } from 'vitest';
import { e164Schema, parsePhone } from '../../../../shared/domain/values/phone.ts';

test.each([
  { text: '+1 206-555-0100', country: undefined, number: '+12065550100' },
  { text: '(206) 555-0100', country: 'US', number: '+12065550100' },
  { text: '206.555.0100', country: 'us', number: '+12065550100' },
  { text: '020 7946 0958', country: 'GB', number: '+442079460958' },
  { text: '+44 20 7946 0958', country: 'US', number: '+442079460958' },
  { text: '+49 30 901820', country: undefined, number: '+4930901820' },
])('parsePhone reads $text in the country $country as $number', ({ text, country, number }) => {
  expect(parsePhone(text, country)).toEqual({ kind: 'valid', number });
});

test.each([
  {
    text: '206 555 0100',
    country: undefined,
    reason: 'has no country; write it with + and the country code',
  },
  {
    text: '206 555 0100',
    country: 'XX',
    reason: 'has no country; write it with + and the country code',
  },
  { text: 'call Ada', country: 'US', reason: 'is not a telephone number' },
  { text: '', country: 'US', reason: 'is not a telephone number' },
  { text: 'Ada: +12065550100', country: 'US', reason: 'is not a telephone number' },
  { text: '+1 2', country: undefined, reason: 'is too short for its country' },
  { text: '+1 206 555 0100 12345678', country: undefined, reason: 'is too long for its country' },
  { text: '+43 1 501', country: undefined, reason: 'cannot be dialed from abroad' },
  { text: '+49 800 123456789012', country: undefined, reason: 'cannot be dialed from abroad' },
  {
    text: '+1 000 000 0000',
    country: undefined,
    reason: 'is not an assigned number of its country',
  },
])('parsePhone rejects $text in the country $country: it $reason', ({ text, country, reason }) => {
  expect(parsePhone(text, country)).toEqual({ kind: 'invalid', reason });
});

test.each(['12065550100', '+0206555010', '+1206', '+1206555010012345', '+1 2065550100'])(
  'the E.164 schema rejects %s',
  (text) => {
    expect(e164Schema.safeParse(text).success).toBe(false);
  },
);
