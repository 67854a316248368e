import { app } from '@azure/functions';
import { queueHandler } from '../../shared/adapters/service-bus/queue-handler.ts';
import { compose } from '../../shared/compose.ts';
import { reattemptMessageSchema } from '../../shared/contract/messages.ts';
import { connections, queues } from '../../shared/resource-names.ts';

app.serviceBusQueue('reattempt', {
  queueName: queues.reattempts,
  connection: connections.serviceBus,
  handler: queueHandler(
    queues.reattempts,
    reattemptMessageSchema,
    () => compose().parkMessage,
    (message) =>
      message.kind === 'revise'
        ? compose().reevaluateShard(message.revise)
        : compose().wakeDueTasks(message.shard),
  ),
});
