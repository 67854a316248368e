import { app } from '@azure/functions';
import { withInvocation } from '../../shared/adapters/system/log.ts';
import { compose } from '../../shared/compose.ts';

/** Once a second; a tick that was missed is worth nothing, so none is made up for. */
app.timer('tick', {
  schedule: '* * * * * *',
  useMonitor: false,
  handler: (_timer, context) => withInvocation(context, () => compose().schedulePacingTicks()),
});
