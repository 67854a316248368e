import { app } from '@azure/functions';
import { within } from '../../shared/adapters/system/log.ts';
import { compose } from '../../shared/compose.ts';
import { connections, contactsFolder } from '../../shared/names.ts';

/** A file dropped into `contacts/{engagementId}/` is imported. The trigger only says which; the file is read as a stream. */
app.storageBlob('contacts-dropped', {
  path: `${contactsFolder}/{path}`,
  connection: connections.storage,
  source: 'EventGrid',
  handler: (_content, context) =>
    within(context, async () => {
      const blob = context.triggerMetadata?.['blobTrigger'];
      if (typeof blob !== 'string') throw new Error('The blob trigger did not say which blob.');
      await compose().importContacts(blob.slice(contactsFolder.length + 1));
    }),
});
