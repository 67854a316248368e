import { app } from '@azure/functions';
import { dataverseHandler, bodyOf } from '../../shared/adapters/dataverse/dataverse-handler.ts';
import { compose } from '../../shared/compose.ts';
import { readOperation } from '../../shared/contract/intake/ccaas.ts';

/** Suspends or resumes an engagement, or cancels what is queued for one contact; answered with a status alone. */
app.http('ccaas-create-operation', {
  methods: ['POST'],
  route: 'data/v9.2/CCaaS_CreateOperation',
  authLevel: 'function',
  handler: dataverseHandler(async (request) => {
    const asked = readOperation(await bodyOf(request));
    const { cancelTask, runEngagementOperation } = compose();
    if (asked.kind === 'cancel') await cancelTask(asked.engagementId, asked.taskId);
    else await runEngagementOperation(asked.engagementId, asked.operation, 'apiAction');
  }),
});
