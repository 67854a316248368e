import { app } from '@azure/functions';
import { consuming } from '../../shared/adapters/functions/queue.ts';
import { compose } from '../../shared/compose.ts';
import { dialMessageSchema } from '../../shared/contract/messages.ts';
import { connections, queues } from '../../shared/names.ts';

app.serviceBusQueue('dial', {
  queueName: queues.dial,
  connection: connections.serviceBus,
  handler: consuming(
    queues.dial,
    dialMessageSchema,
    () => compose().ports.bus,
    ({ group, deliveryId }) => compose().dial(group, deliveryId),
  ),
});
