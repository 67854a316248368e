import { app } from '@azure/functions';
import { queueHandler } from '../../shared/adapters/service-bus/queue-handler.ts';
import { compose } from '../../shared/compose.ts';
import { noticeMessageSchema } from '../../shared/contract/messages.ts';
import { connections, queues } from '../../shared/resource-names.ts';

app.serviceBusQueue('notify', {
  queueName: queues.notices,
  connection: connections.serviceBus,
  handler: queueHandler(
    queues.notices,
    noticeMessageSchema,
    () => compose().parkMessage,
    (ref) => compose().deliverWebhook(ref),
  ),
});
