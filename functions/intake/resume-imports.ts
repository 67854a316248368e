import { app } from '@azure/functions';
import { withInvocation } from '../../shared/adapters/system/log.ts';
import { compose } from '../../shared/compose.ts';

/** A timer of its own, for reading a file again may take longer than the sweep may wait. */
app.timer('resume-imports', {
  schedule: '0 * * * * *',
  useMonitor: false,
  handler: (_timer, context) =>
    withInvocation(context, async () => {
      await compose().resumeImports();
    }),
});
