import { app } from '@azure/functions';
import { withInvocation } from '../../shared/adapters/system/log.ts';
import { compose } from '../../shared/compose.ts';
import { connections, contactsFolder } from '../../shared/resource-names.ts';

const folder = `${contactsFolder}/`;

/**
 * A file dropped into `contacts/{engagementId}/` is imported. Which file it is, is all that is taken from the trigger: the
 * import asks for its size and reads what is small enough itself. The host, though, has the whole blob in memory before
 * any of this runs, whatever its size: to a blob of hundreds of megabytes an instance is lost. Only the Event Grid
 * subscription behind the trigger can keep such a blob away, by a filter on `data.contentLength`.
 */
app.storageBlob('contacts-dropped', {
  path: `${contactsFolder}/{path}`,
  connection: connections.storage,
  source: 'EventGrid',
  handler: (_content, context) =>
    withInvocation(context, async () => {
      const blob = context.triggerMetadata?.['blobTrigger'];
      if (typeof blob !== 'string') throw new Error('The blob trigger did not say which blob.');
      // The subscription, not the path above, says whose events come; what is no contact file is none of ours.
      if (!blob.startsWith(folder)) return;
      await compose().importContacts(blob.slice(folder.length));
    }),
});
