import { app } from '@azure/functions';
import { httpHandler, ok, parametersOf } from '../../shared/adapters/http/http-handler.ts';
import { compose } from '../../shared/compose.ts';
import { engagementIdSchema } from '../../shared/domain/values/ids.ts';

app.http('report', {
  methods: ['GET'],
  route: 'engagements/{id}/report',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const { id } = parametersOf(request, { id: engagementIdSchema });
    return ok(await compose().readReport(id));
  }),
});
