// A message template, setting by setting.
import { testSettings, text } from '../../../support/builders/setting-rows.ts';

const known = 'FirstName, LastName, PhoneNumber, Email, PostalCode, Country, City, Street';
const language = 'must be a language with its region, such as en-US or es-419';

testSettings('messageTemplate', [
  text('name', [1, 100]),
  text('description', [0, 200], ''),
  {
    at: 'language',
    preset: 'en-US',
    takes: ['es-MX'],
    refuses: [
      ['Spanish', language],
      ['es', language],
    ],
  },
  text('text', [1, 1000]),
  {
    at: 'text',
    takes: known.split(', ').map((token) => `{{${token}}}`),
    refuses: [
      [undefined, 'is missing; it must be text'],
      ['{{Shoe}}', `has the unknown token {{Shoe}}; known are ${known}`],
      ['{{firstname}}', `has the unknown token {{firstname}}; known are ${known}`],
    ],
  },
]);
