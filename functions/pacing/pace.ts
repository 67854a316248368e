import { app } from '@azure/functions';
import { queueHandler } from '../../shared/adapters/service-bus/queue-handler.ts';
import { compose } from '../../shared/compose.ts';
import { paceMessageSchema } from '../../shared/contract/messages.ts';
import { connections, queues } from '../../shared/resource-names.ts';

/** One tick of one pacing group; the session prevents concurrent ticks of a group. */
app.serviceBusQueue('pace', {
  queueName: queues.pacing,
  connection: connections.serviceBus,
  isSessionsEnabled: true,
  handler: queueHandler(
    queues.pacing,
    paceMessageSchema,
    () => compose().parkMessage,
    ({ group, at }) => compose().runPacingTick(group, at),
  ),
});
