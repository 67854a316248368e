// The Preferences and SMS template configuration pages.
import { expect, test } from 'vitest';
import { aDocument, refused } from '../../../support/builders/document.ts';
import {
  idOrNullField,
  choiceField,
  testFields,
  wholeNumberField,
} from '../../../support/builders/field-cases.ts';

const known = 'FirstName, LastName, PhoneNumber, Email, PostalCode, Country, City, Street';
const orders = ['earliestScheduledDate', 'firstInFirstOut', 'lastInFirstOut'];
const textRequired =
  'is required if messageTemplateId is null, because the rows of a contact file have no text';

testFields('sms', [
  choiceField('ledBy', ['representatives', 'ai'], 'representatives'),
  idOrNullField('queueId'),
  choiceField(
    'messageOrder',
    [...orders, 'customAscending', 'customDescending'],
    'earliestScheduledDate',
  ),
  wholeNumberField('firstResponseTimeoutMinutes', [1, 60 * 24 * 30], 5),
  {
    path: 'message',
    accepts: [
      'x',
      'x'.repeat(1000),
      ...known.split(', ').map((token) => `Hello {{${token}}}, and {{ ${token} }}`),
    ],
    rejects: [
      ['', 'must not be empty, or null'],
      ['x'.repeat(1001), 'must have at most 1000 characters, or null'],
      [5, 'must be text or null'],
      ['Hello {{Name}}', `has the unknown token {{Name}}; known are ${known}`],
      [null, textRequired],
    ],
  },
  {
    path: 'message',
    defaultValue: null,
    accepts: [null],
    rejects: [['Hello', 'must be null when messageTemplateId is set; only one of them is sent']],
    otherFields: { messageTemplateId: 'sorry' },
  },
  {
    path: 'message',
    defaultValue: null,
    accepts: [null],
    rejects: [],
    otherFields: { intake: ['ccaasApi', 'mcp', 'journeys'] },
  },
  {
    ...idOrNullField('messageTemplateId'),
    otherFields: { message: undefined, intake: ['ccaasApi'] },
  },
]);

test('a message with two unknown tokens gets one issue for each', () => {
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
