// The Preferences and SMS template configuration pages.
import { expect, test } from 'vitest';
import { aDocument, refused } from '../../../support/builders/document.ts';
import {
  idOrNull,
  oneOf,
  testSettings,
  wholeNumber,
} from '../../../support/builders/setting-rows.ts';

const known = 'FirstName, LastName, PhoneNumber, Email, PostalCode, Country, City, Street';
const orders = ['earliestScheduledDate', 'firstInFirstOut', 'lastInFirstOut'];
const needed = 'must be given, or messageTemplateId: the rows of a file carry no text';

testSettings('sms', [
  oneOf('ledBy', ['representatives', 'ai'], 'representatives'),
  idOrNull('queueId'),
  oneOf(
    'messageOrder',
    [...orders, 'customAscending', 'customDescending'],
    'earliestScheduledDate',
  ),
  wholeNumber('firstResponseTimeoutMinutes', [1, 60 * 24 * 30], 5),
  {
    at: 'message',
    takes: [
      'x',
      'x'.repeat(1000),
      ...known.split(', ').map((token) => `Hello {{${token}}}, and {{ ${token} }}`),
    ],
    refuses: [
      ['', 'must not be empty, or null'],
      ['x'.repeat(1001), 'must have at most 1000 characters, or null'],
      [5, 'must be text or null'],
      ['Hello {{Name}}', `has the unknown token {{Name}}; known are ${known}`],
      [null, needed],
    ],
  },
  {
    at: 'message',
    preset: null,
    takes: [null],
    refuses: [['Hello', 'must be null when messageTemplateId is given: one text is sent']],
    beside: { messageTemplateId: 'sorry' },
  },
  {
    at: 'message',
    preset: null,
    takes: [null],
    refuses: [],
    beside: { intake: ['ccaasApi', 'mcp', 'journeys'] },
  },
  {
    ...idOrNull('messageTemplateId'),
    beside: { message: undefined, intake: ['ccaasApi'] },
  },
]);

test('every unknown token of a message is told', () => {
  const message = '{{FirstName}} {{Shoe}} {{Hat}}';
  expect(refused('sms', aDocument('sms', { message }))).toEqual([
    {
      path: 'message',
      value: message,
      message: `has the unknown token {{Shoe}}; known are ${known}`,
    },
    {
      path: 'message',
      value: message,
      message: `has the unknown token {{Hat}}; known are ${known}`,
    },
  ]);
});
