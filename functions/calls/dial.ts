import { app } from '@azure/functions';
import { queueHandler } from '../../shared/adapters/service-bus/queue-handler.ts';
import { compose } from '../../shared/compose.ts';
import { dialMessageSchema } from '../../shared/contract/messages.ts';
import { connections, queues } from '../../shared/resource-names.ts';

app.serviceBusQueue('dial', {
  queueName: queues.dial,
  connection: connections.serviceBus,
  handler: queueHandler(
    queues.dial,
    dialMessageSchema,
    () => compose().parkMessage,
    ({ group, deliveryId }) => compose().dialCall(group, deliveryId),
  ),
});
