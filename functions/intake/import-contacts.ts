import { app } from '@azure/functions';
import { withInvocation } from '../../shared/adapters/system/log.ts';
import { compose } from '../../shared/compose.ts';
import { connections, contactsFolder } from '../../shared/resource-names.ts';

const folder = `${contactsFolder}/`;

/**
 * Imports a file that is uploaded to `contacts/{engagementId}/`. The import uses only the path of the trigger. It checks
 * the size, and then reads the file itself. The host reads the whole blob into memory before this code runs. A blob of
 * hundreds of megabytes therefore kills the instance. The Event Grid subscription must filter such blobs by
 * `data.contentLength`.
 */
app.storageBlob('contacts-dropped', {
  path: `${contactsFolder}/{path}`,
  connection: connections.storage,
  source: 'EventGrid',
  handler: (_content, context) =>
    withInvocation(context, async () => {
      const blob = context.triggerMetadata?.['blobTrigger'];
      if (typeof blob !== 'string')
        throw new Error(
          'The trigger metadata has no blobTrigger path; check the blob trigger binding.',
        );
      // The Event Grid subscription decides which blobs arrive; the path above does not filter them.
      if (!blob.startsWith(folder)) return;
      await compose().importContacts(blob.slice(folder.length));
    }),
});
