import { expect, test } from 'vitest';
import {
  renderMessage,
  tokens,
  unknownTokens,
} from '../../../../shared/domain/sms/message-text.ts';
import { aPerson } from '../../../support/builders/contact.ts';
import { aNumber } from '../../../support/builders/identity.ts';

const ada = aPerson({ city: 'New York', addressLine: '1 Main Street' });

test.each([
  ['Hello {{FirstName}} {{LastName}}', 'Hello Ada Byron'],
  ['{{ FirstName }}', 'Ada'],
  ['{{PhoneNumber}} {{Email}}', `${aNumber()} ada@example.com`],
  ['{{Street}}, {{PostalCode}} {{City}}, {{Country}}', '1 Main Street, 10001 New York, US'],
  ['{{FirstName}}{{FirstName}}', 'AdaAda'],
  ['No tokens, {one} { {brace} }', 'No tokens, {one} { {brace} }'],
  ['{{firstname}} {{toString}} {{Nobody}}', '{{firstname}} {{toString}} {{Nobody}}'],
])('the template %j is rendered as %j', (template, text) => {
  expect(renderMessage(template, ada, aNumber())).toBe(text);
});

test('a value with special characters is inserted unchanged', () => {
  const person = aPerson({ firstName: '$& $1 {{LastName}}' });
  expect(renderMessage('Hi {{FirstName}}', person, aNumber())).toBe('Hi $& $1 {{LastName}}');
});

test('unknownTokens names the tokens without a value, and no others', () => {
  expect(unknownTokens(tokens.map((token) => `{{${token}}}`).join(' '))).toEqual([]);
  expect(unknownTokens('{{FirstName}} {{Nobody}} {{ toString }}')).toEqual(['Nobody', 'toString']);
  expect(unknownTokens('plain')).toEqual([]);
});
