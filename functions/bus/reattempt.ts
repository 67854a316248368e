import { app } from '@azure/functions';
import { consuming } from '../../shared/adapters/functions/queue.ts';
import { compose } from '../../shared/compose.ts';
import { wakeMessageSchema } from '../../shared/contract/messages.ts';
import { connections, queues } from '../../shared/names.ts';

app.serviceBusQueue('reattempt', {
  queueName: queues.reattempts,
  connection: connections.serviceBus,
  handler: consuming(
    queues.reattempts,
    wakeMessageSchema,
    () => compose().ports.bus,
    (shard) => compose().wakeTasks(shard),
  ),
});
