import { app } from '@azure/functions';
import { withInvocation } from '../../shared/adapters/system/log.ts';
import { compose } from '../../shared/compose.ts';

/** Once a second; a missed tick is not repeated. */
app.timer('tick', {
  schedule: '* * * * * *',
  useMonitor: false,
  handler: (_timer, context) => withInvocation(context, () => compose().schedulePacingTicks()),
});
