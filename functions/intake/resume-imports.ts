import { app } from '@azure/functions';
import { withInvocation } from '../../shared/adapters/system/log.ts';
import { compose } from '../../shared/compose.ts';

/** Separate from the sweep, because reading a file again can take longer than the sweep may. */
app.timer('resume-imports', {
  schedule: '0 * * * * *',
  useMonitor: false,
  handler: (_timer, context) =>
    withInvocation(context, async () => {
      await compose().resumeImports();
    }),
});
