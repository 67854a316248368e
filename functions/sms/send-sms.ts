import { app } from '@azure/functions';
import { queueHandler } from '../../shared/adapters/service-bus/queue-handler.ts';
import { compose } from '../../shared/compose.ts';
import { smsMessageSchema } from '../../shared/contract/messages.ts';
import { connections, queues } from '../../shared/resource-names.ts';

app.serviceBusQueue('send-sms', {
  queueName: queues.sms,
  connection: connections.serviceBus,
  handler: queueHandler(
    queues.sms,
    smsMessageSchema,
    () => compose().parkMessage,
    ({ deliveryId, ...ref }) => compose().sendSms(ref, deliveryId),
  ),
});
