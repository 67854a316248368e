import { app } from '@azure/functions';
import { answering, bodyOf, ok, param } from '../../shared/adapters/functions/http.ts';
import { compose } from '../../shared/compose.ts';
import { operationRequestSchema, parseInput } from '../../shared/contract/requests.ts';
import { engagementIdSchema } from '../../shared/domain/ids.ts';

/** `POST /engagements/{id}/operations` `{"operation": "Start" | "Suspend" | "Resume" | "Complete" | "Stop"}` */
app.http('operations', {
  methods: ['POST'],
  route: 'engagements/{id}/operations',
  authLevel: 'function',
  handler: answering(async (request) => {
    const id = parseInput(engagementIdSchema, param(request, 'id'), 'engagement id');
    const { operation } = parseInput(operationRequestSchema, await bodyOf(request), 'operation');
    const lifecycle = await compose().operating.operate(id, operation);
    return ok({ engagementId: id, lifecycle });
  }),
});
