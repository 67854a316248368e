import type { Container } from '@azure/cosmos';
import { contactSchema } from '../../domain/contact/contact.ts';
import { newNumberRecord, numberRecordSchema } from '../../domain/contact/number-record.ts';
import type { Contacts } from '../../ports/contacts.ts';
import type { Log } from '../../ports/log.ts';
import { createDocuments } from './documents.ts';
import { faultOf, toEngineError } from './errors.ts';

export function createContactsStore(container: Container, log: Log): Contacts {
  const contacts = createDocuments(container, 'contact', contactSchema, log);
  const numbers = createDocuments(container, 'number', numberRecordSchema, log);

  return {
    async create(contact) {
      try {
        await container.items.create(contact);
        return undefined;
      } catch (error) {
        if (faultOf(error)?.code !== 409) throw toEngineError(error);
        return contacts.find(contact.id, contact.id);
      }
    },
    find: (id) => contacts.find(id, id),
    async save(version) {
      await contacts.save(version, version.value.id);
    },
    async number(number) {
      const fresh = newNumberRecord(number);
      return (await numbers.find(fresh.id, fresh.id)) ?? { value: fresh, etag: null };
    },
    async saveNumber(version) {
      await numbers.save(version, version.value.id);
    },
  };
}
