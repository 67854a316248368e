import type { Container } from '@azure/cosmos';
import { newNumber } from '../../domain/contact/caps.ts';
import { contactSchema, numberRecordSchema } from '../../domain/contact/contact.ts';
import type { Contacts } from '../../ports/contacts.ts';
import type { Log } from '../../ports/log.ts';
import { documents } from './documents.ts';
import { faultOf, translated } from './errors.ts';

export function contactsStore(container: Container, log: Log): Contacts {
  const contacts = documents(container, 'contact', contactSchema, log);
  const numbers = documents(container, 'number', numberRecordSchema, log);

  return {
    async create(contact) {
      try {
        await container.items.create(contact);
        return undefined;
      } catch (error) {
        if (faultOf(error)?.code !== 409) throw translated(error);
        return contacts.find(contact.id, contact.id);
      }
    },
    find: (id) => contacts.find(id, id),
    async save(version) {
      await contacts.save(version, version.value.id);
    },
    async number(number) {
      const fresh = newNumber(number);
      return (await numbers.find(fresh.id, fresh.id)) ?? { value: fresh, etag: null };
    },
    async saveNumber(version) {
      await numbers.save(version, version.value.id);
    },
  };
}
