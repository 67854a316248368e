// The fields of a message template.
import { testFields, textField } from '../../../support/builders/field-cases.ts';

const known = 'FirstName, LastName, PhoneNumber, Email, PostalCode, Country, City, Street';
const language = 'must be a language with its region, such as en-US or es-419';

testFields('messageTemplate', [
  textField('name', [1, 100]),
  textField('description', [0, 200], ''),
  {
    path: 'language',
    defaultValue: 'en-US',
    accepts: ['es-MX'],
    rejects: [
      ['Spanish', language],
      ['es', language],
    ],
  },
  textField('text', [1, 1000]),
  {
    path: 'text',
    accepts: known.split(', ').map((token) => `{{${token}}}`),
    rejects: [
      [undefined, 'is missing; it must be text'],
      ['{{Shoe}}', `has the unknown token {{Shoe}}; known are ${known}`],
      ['{{firstname}}', `has the unknown token {{firstname}}; known are ${known}`],
    ],
  },
]);
