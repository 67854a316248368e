import type { Contact } from '../domain/contact/contact.ts';
import type { NumberRecord } from '../domain/contact/number-record.ts';
import type { ContactId } from '../domain/values/ids.ts';
import type { E164 } from '../domain/values/phone.ts';
import type { Versioned } from './versioned.ts';

/** People and the numbers that they share. */
export interface Contacts {
  /** Creates the contact; where there is one already it is left as it is, and is the answer. */
  create(contact: Contact): Promise<Versioned<Contact> | undefined>;
  find(id: ContactId): Promise<Versioned<Contact> | undefined>;
  /** Throws ConcurrencyConflict when another write came first. */
  save(version: Versioned<Contact>): Promise<void>;
  /** A number that nobody recorded anything of is a fresh record with a null etag. */
  number(number: E164): Promise<Versioned<NumberRecord>>;
  /** Throws ConcurrencyConflict when another write came first. */
  saveNumber(version: Versioned<NumberRecord>): Promise<void>;
}
