import { app } from '@azure/functions';
import { readSmsEvent } from '../../shared/adapters/communication/sms/sms-events.ts';
import { invocationLog as log, withInvocation } from '../../shared/adapters/system/log.ts';
import { compose } from '../../shared/compose.ts';

/** Delivery reports and inbound messages. A thrown failure makes Event Grid deliver the event again. */
app.eventGrid('sms-events', {
  handler: (event, context) =>
    withInvocation(context, async () => {
      const read = readSmsEvent(event);
      if (read.kind === 'unknown') log.warn('sms.ignored', { reason: 'strange' });
      else await compose().applySmsEvent(read);
    }),
});
