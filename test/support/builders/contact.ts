import type { z } from 'zod';
import { newNumberRecord } from '../../../shared/domain/compliance/caps.ts';
import {
  type Contact,
  contactSchema,
  type NumberRecord,
  numberRecordSchema,
  type Person,
  personSchema,
} from '../../../shared/domain/contact/contact.ts';
import { aNumber } from './identity.ts';

export function aPerson(changes: Partial<z.input<typeof personSchema>> = {}): Person {
  return personSchema.parse({
    identifiedBy: { attribute: 'contactid', value: 'C-1' },
    firstName: 'Ada',
    lastName: 'Byron',
    email: 'ada@example.com',
    phones: [{ type: 'mobile', number: aNumber() }],
    country: 'US',
    state: 'NY',
    city: 'New York',
    postalCode: '10001',
    addressLine: '1 Main Street',
    zone: 'America/New_York',
    ...changes,
  });
}

export function aContact(changes: Partial<z.input<typeof contactSchema>> = {}): Contact {
  return contactSchema.parse({
    id: 'contact-1',
    type: 'contact',
    schemaVersion: 1,
    person: aPerson(),
    reached: [],
    claims: {},
    ...changes,
  });
}

export function aNumberRecord(
  changes: Partial<z.input<typeof numberRecordSchema>> = {},
): NumberRecord {
  return numberRecordSchema.parse({ ...newNumberRecord(aNumber()), ...changes });
}
