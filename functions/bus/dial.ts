import { app } from '@azure/functions';
import { queueHandler } from '../../shared/adapters/functions/queue.ts';
import { compose } from '../../shared/compose.ts';
import { dialMessageSchema } from '../../shared/contract/messages.ts';
import { connections, queues } from '../../shared/names.ts';

app.serviceBusQueue('dial', {
  queueName: queues.dial,
  connection: connections.serviceBus,
  handler: queueHandler(
    queues.dial,
    dialMessageSchema,
    () => compose().ports.messageBus,
    ({ group, deliveryId }) => compose().dial(group, deliveryId),
  ),
});
