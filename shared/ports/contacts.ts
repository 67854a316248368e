import type { Contact } from '../domain/contact/contact.ts';
import type { NumberRecord } from '../domain/contact/number-record.ts';
import type { ContactId } from '../domain/values/ids.ts';
import type { E164 } from '../domain/values/phone.ts';
import type { Versioned } from './versioned.ts';

/** Contacts, and the records of the numbers that they share. */
export interface Contacts {
  /** Creates the contact. Returns the stored contact instead if it exists. */
  create(contact: Contact): Promise<Versioned<Contact> | undefined>;
  find(id: ContactId): Promise<Versioned<Contact> | undefined>;
  /** Throws ConcurrencyConflict if the etag has changed. */
  save(version: Versioned<Contact>): Promise<void>;
  /** A number without a record is an empty record with a null etag. */
  number(number: E164): Promise<Versioned<NumberRecord>>;
  /** Throws ConcurrencyConflict if the etag has changed. */
  saveNumber(version: Versioned<NumberRecord>): Promise<void>;
}
