import { app } from '@azure/functions';
import { readSmsEvent } from '../../shared/adapters/communication/sms/sms-events.ts';
import { invocationLog as log, withInvocation } from '../../shared/adapters/system/log.ts';
import { compose } from '../../shared/compose.ts';

/** Delivery reports and inbound messages, by Event Grid. A failure is thrown, so that the event comes again. */
app.eventGrid('sms-events', {
  handler: (event, context) =>
    withInvocation(context, async () => {
      const read = readSmsEvent(event);
      if (read === null) log.warn('sms.ignored', { reason: 'strange' });
      else await compose().applySmsEvent(read);
    }),
});
