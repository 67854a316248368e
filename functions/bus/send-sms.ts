import { app } from '@azure/functions';
import { consuming } from '../../shared/adapters/functions/queue.ts';
import { compose } from '../../shared/compose.ts';
import { smsMessageSchema } from '../../shared/contract/messages.ts';
import { connections, queues } from '../../shared/names.ts';

app.serviceBusQueue('send-sms', {
  queueName: queues.sms,
  connection: connections.serviceBus,
  handler: consuming(
    queues.sms,
    smsMessageSchema,
    () => compose().ports.bus,
    ({ deliveryId, ...ref }) => compose().sendSms(ref, deliveryId),
  ),
});
