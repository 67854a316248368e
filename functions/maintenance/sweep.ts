import { app } from '@azure/functions';
import { withInvocation } from '../../shared/adapters/system/log.ts';
import { compose } from '../../shared/compose.ts';

app.timer('sweep', {
  schedule: '*/15 * * * * *',
  useMonitor: false,
  handler: (_timer, context) => withInvocation(context, () => compose().runMaintenance()),
});
