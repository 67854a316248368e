import { app } from '@azure/functions';
import { httpHandler, ok, requestOf } from '../../shared/adapters/http/http-handler.ts';
import { compose } from '../../shared/compose.ts';
import { operationRequestSchema } from '../../shared/contract/requests/parse-request.ts';
import { engagementIdSchema } from '../../shared/domain/values/ids.ts';

const shapes = { parameters: { id: engagementIdSchema }, body: operationRequestSchema };

/** `POST /engagements/{id}/operations` `{"operation": "Start" | "Suspend" | "Resume" | "Complete" | "Stop"}` */
app.http('operations', {
  methods: ['POST'],
  route: 'engagements/{id}/operations',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const { parameters, body } = await requestOf(request, shapes);
    const { id } = parameters;
    const lifecycle = await compose().runEngagementOperation(id, body.operation, 'adminAction');
    return ok({ engagementId: id, lifecycle });
  }),
});
