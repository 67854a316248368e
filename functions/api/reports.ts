import { app } from '@azure/functions';
import { httpHandler, ok, parametersOf } from '../../shared/adapters/functions/http.ts';
import { compose } from '../../shared/compose.ts';
import { engagementIdSchema } from '../../shared/domain/ids.ts';

app.http('report', {
  methods: ['GET'],
  route: 'engagements/{id}/report',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const { id } = parametersOf(request, { id: engagementIdSchema });
    return ok(await compose().readReport(id));
  }),
});
