import { app } from '@azure/functions';
import { consuming } from '../../shared/adapters/functions/queue.ts';
import { compose } from '../../shared/compose.ts';
import { reattemptMessageSchema } from '../../shared/contract/messages.ts';
import { connections, queues } from '../../shared/names.ts';

app.serviceBusQueue('reattempt', {
  queueName: queues.reattempts,
  connection: connections.serviceBus,
  handler: consuming(
    queues.reattempts,
    reattemptMessageSchema,
    () => compose().ports.bus,
    (message) =>
      'revise' in message ? compose().reviseShard(message.revise) : compose().wakeTasks(message),
  ),
});
