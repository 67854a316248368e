// The text of an SMS. Values of the contact replace tokens such as {{FirstName}}.
import { z } from 'zod';
import type { Person } from '../contact/contact.ts';
import type { E164 } from '../values/phone.ts';

const values = {
  FirstName: (person) => person.firstName,
  LastName: (person) => person.lastName,
  PhoneNumber: (_person, to) => to,
  Email: (person) => person.email,
  PostalCode: (person) => person.postalCode,
  Country: (person) => person.country,
  City: (person) => person.city,
  Street: (person) => person.addressLine,
} satisfies Record<string, (person: Person, to: E164) => string>;

export const tokens = Object.keys(values);

const isToken = (name: string): name is keyof typeof values => Object.hasOwn(values, name);

/** Braces outside a token. */
const strayBraces = /\{\{|\}\}/;

const pattern = /\{\{\s*(\w+)\s*\}\}/g;

export function unknownTokens(template: string): string[] {
  return [...template.matchAll(pattern)]
    .map((match) => match[1] ?? '')
    .filter((name) => !isToken(name));
}

export const messageTextSchema = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .superRefine((text, context) => {
    for (const token of unknownTokens(text)) {
      const message = `has the unknown token {{${token}}}; known are ${tokens.join(', ')}`;
      context.addIssue({ code: 'custom', input: text, message });
    }
    if (strayBraces.test(text.replace(pattern, ''))) {
      const message = `has braces that are no token; a token is written like {{FirstName}}`;
      context.addIssue({ code: 'custom', input: text, message });
    }
  });

export function renderMessage(template: string, person: Person, to: E164): string {
  return template.replace(pattern, (whole, name: string) =>
    isToken(name) ? values[name](person, to) : whole,
  );
}
