import type { z } from 'zod';
import {
  type ContactAttempt,
  contactAttemptSchema,
} from '../../../shared/domain/contact/contact-attempts.ts';
import {
  type Contact,
  contactSchema,
  type Person,
  personSchema,
} from '../../../shared/domain/contact/contact.ts';
import {
  newNumberRecord,
  type NumberRecord,
  numberRecordSchema,
} from '../../../shared/domain/contact/number-record.ts';
import { HOUR, later } from '../../../shared/domain/values/time.ts';
import { aDeliveryId, aNumber } from './identity.ts';
import { noon } from './instants.ts';

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
    kind: 'contact',
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

/** An SMS attempt by another engagement, this many hours before noon. */
export const aContactAttempt = (hours: number, ordinal = hours + 1): ContactAttempt =>
  contactAttemptSchema.parse({
    deliveryId: aDeliveryId(undefined, 1, ordinal),
    engagementId: 'another-engagement',
    channel: 'sms',
    at: later(noon, -hours * HOUR),
  });
