import { newNumberRecord } from '../../../../shared/domain/contact/number-record.ts';
import { type Contact, contactSchema } from '../../../../shared/domain/contact/contact.ts';
import {
  type NumberRecord,
  numberRecordSchema,
} from '../../../../shared/domain/contact/number-record.ts';
import type { Contacts } from '../../../../shared/ports/contacts.ts';
import { versions } from './versions.ts';

export interface MemoryContacts extends Contacts {
  contacts(): Contact[];
  numbers(): NumberRecord[];
}

export function memoryContacts(): MemoryContacts {
  const contacts = versions(contactSchema);
  const numbers = versions(numberRecordSchema);
  return {
    async create(contact) {
      const found = contacts.find(contact.id);
      if (found === undefined) contacts.save(contact.id, { value: contact, etag: null });
      return found;
    },
    find: async (id) => contacts.find(id),
    save: async (version) => void contacts.save(version.value.id, version),
    number: async (number) => {
      const fresh = newNumberRecord(number);
      return numbers.find(fresh.id) ?? { value: fresh, etag: null };
    },
    saveNumber: async (version) => void numbers.save(version.value.id, version),
    contacts: () => contacts.all().map(({ value }) => value),
    numbers: () => numbers.all().map(({ value }) => value),
  };
}
