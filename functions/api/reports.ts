import { app } from '@azure/functions';
import { answering, ok, param } from '../../shared/adapters/functions/http.ts';
import { compose } from '../../shared/compose.ts';
import { parseInput } from '../../shared/contract/requests.ts';
import { engagementIdSchema } from '../../shared/domain/ids.ts';

app.http('report', {
  methods: ['GET'],
  route: 'engagements/{id}/report',
  authLevel: 'function',
  handler: answering(async (request) => {
    const id = parseInput(engagementIdSchema, param(request, 'id'), 'engagement id');
    return ok(await compose().readReport(id));
  }),
});
