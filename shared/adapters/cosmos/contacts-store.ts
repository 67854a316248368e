import type { Container } from '@azure/cosmos';
import pMap from 'p-map';
import { newNumber } from '../../domain/contact/caps.ts';
import { type Contact, contactSchema, numberRecordSchema } from '../../domain/contact/contact.ts';
import type { Contacts } from '../../ports/contacts.ts';
import { documents } from './documents.ts';
import { faultOf, translated } from './errors.ts';

const atOnce = 64;

export function contactsStore(container: Container): Contacts {
  const contacts = documents(container, 'contact', contactSchema);
  const numbers = documents(container, 'number', numberRecordSchema);

  async function upsert(contact: Contact): Promise<void> {
    try {
      await container.items.create(contact);
    } catch (error) {
      if (faultOf(error)?.code !== 409) throw translated(error);
      await replacePerson(contact);
    }
  }

  /** The person alone, so that what a delivery records about them at the same moment stays. */
  async function replacePerson({ id, person }: Contact): Promise<void> {
    try {
      await container.item(id, id).patch([{ op: 'set', path: '/person', value: person }]);
    } catch (error) {
      throw translated(error);
    }
  }

  return {
    async upsert(list) {
      await pMap(list, upsert, { concurrency: atOnce });
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
