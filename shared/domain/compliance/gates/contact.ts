import type { Contact } from '../../contact/contact.ts';
import { type Gate, open } from '../gate.ts';

export interface ContactInput {
  contact: Contact | undefined;
}

/** Without the contact, its policies and limits are unknown. */
export const contactGate: Gate<ContactInput> = {
  name: 'contact',
  check: ({ contact }) =>
    contact === undefined ? { kind: 'closed', because: 'contactMissing', until: 'never' } : open,
};
