import { app } from '@azure/functions';
import { httpHandler, ok, parametersOf } from '../../shared/adapters/http/http-handler.ts';
import { compose } from '../../shared/compose.ts';
import { pagingQuery } from '../../shared/contract/requests/paging.ts';
import { engagementIdSchema } from '../../shared/domain/values/ids.ts';

const paging = { id: engagementIdSchema, ...pagingQuery };

app.http('delivery-task-list', {
  methods: ['GET'],
  route: 'engagements/{id}/delivery-tasks',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const { id, continuation, top } = parametersOf(request, paging);
    return ok(await compose().listTasks(id, continuation, top));
  }),
});

app.http('delivery-list', {
  methods: ['GET'],
  route: 'engagements/{id}/deliveries',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const { id, continuation, top } = parametersOf(request, paging);
    return ok(await compose().listDeliveries(id, continuation, top));
  }),
});
