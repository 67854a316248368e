import { app } from '@azure/functions';
import { consuming } from '../../shared/adapters/functions/queue.ts';
import { compose } from '../../shared/compose.ts';
import { noticeMessageSchema } from '../../shared/contract/messages.ts';
import { connections, queues } from '../../shared/names.ts';

app.serviceBusQueue('notify', {
  queueName: queues.notices,
  connection: connections.serviceBus,
  handler: consuming(
    queues.notices,
    noticeMessageSchema,
    () => compose().ports.bus,
    (ref) => compose().notify(ref),
  ),
});
