import { app } from '@azure/functions';
import { dataverseHandler, bodyOf } from '../../shared/adapters/dataverse/dataverse-handler.ts';
import { compose } from '../../shared/compose.ts';
import { readOperation } from '../../shared/contract/intake/ccaas.ts';

/** Suspends or resumes an engagement, or cancels the queued task of one contact. */
app.http('ccaas-create-operation', {
  methods: ['POST'],
  route: 'data/v9.2/CCaaS_CreateOperation',
  authLevel: 'function',
  handler: dataverseHandler(async (request) => {
    const operation = readOperation(await bodyOf(request));
    const { cancelTask, runEngagementOperation } = compose();
    if (operation.kind === 'cancel') await cancelTask(operation.engagementId, operation.taskId);
    else await runEngagementOperation(operation.engagementId, operation.operation, 'apiAction');
  }),
});
