// Why a contact file is refused, in words for the sender of the file.
import type { EngagementRecord } from '../../domain/engagement/engagement-record.ts';
import { acceptsContacts } from '../../domain/engagement/lifecycle.ts';
import type { Refusal } from '../../domain/intake/import-lifecycle.ts';
import type { ContactFile } from '../../ports/contact-files.ts';

/** Null if the engagement accepts contacts from files. */
export function refusalOfEngagement({ engagement, lifecycle }: EngagementRecord): Refusal | null {
  if (!acceptsContacts(lifecycle)) {
    const status = lifecycle.status === 'suspended' ? 'completing' : lifecycle.status;
    const message = `The engagement is ${status}; it accepts no new contacts.`;
    return { code: 'engagementStopped', message, line: null };
  }
  if (engagement.intake.includes('file')) return null;
  const channels = engagement.intake.join(', ');
  const message = `The engagement accepts no files; its contacts come by ${channels} (intake).`;
  return { code: 'notByFile', message, line: null };
}

/** Null if the file can be read as UTF-8. */
export function refusalOfEncoding(encoding: ContactFile['encoding']): Refusal | null {
  switch (encoding) {
    case 'utf8':
      return null;
    case 'utf16':
      return { code: 'notUtf8', message: 'The file is UTF-16; save it as UTF-8.', line: 1 };
    case 'binary': {
      const message = 'The file is binary; a contact file is a CSV in UTF-8.';
      return { code: 'notUtf8', message, line: 1 };
    }
  }
}

export function fileTooLarge(size: number): Refusal {
  const mb = (size / 1024 / 1024).toFixed(1);
  const message = `The file has ${mb} MB; a contact file may have up to 10 MB. Split it.`;
  return { code: 'fileTooLarge', message, line: null };
}

export function unknownEngagement(id: string): Refusal {
  const message = `There is no voice engagement '${id}'; upload the file to the folder of the engagement that calls its contacts.`;
  return { code: 'unknownEngagement', message, line: null };
}
