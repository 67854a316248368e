// Tasks and deliveries of an engagement, a page at a time.
import { app, type HttpRequest } from '@azure/functions';
import { answering, ok, param } from '../../shared/adapters/functions/http.ts';
import { compose } from '../../shared/compose.ts';
import { parseInput } from '../../shared/contract/requests.ts';
import { pageSizeSchema } from '../../shared/contract/paging.ts';
import { engagementIdSchema } from '../../shared/domain/ids.ts';

const paging = (request: HttpRequest) => ({
  id: parseInput(engagementIdSchema, param(request, 'id'), 'engagement id'),
  continuation: request.query.get('continuation'),
  top: parseInput(pageSizeSchema, request.query.get('top') ?? undefined, 'page size'),
});

app.http('delivery-task-list', {
  methods: ['GET'],
  route: 'engagements/{id}/delivery-tasks',
  authLevel: 'function',
  handler: answering(async (request) => {
    const { id, continuation, top } = paging(request);
    return ok(await compose().ports.tasks.listTasks(id, continuation, top));
  }),
});

app.http('delivery-list', {
  methods: ['GET'],
  route: 'engagements/{id}/deliveries',
  authLevel: 'function',
  handler: answering(async (request) => {
    const { id, continuation, top } = paging(request);
    return ok(await compose().ports.tasks.listDeliveries(id, continuation, top));
  }),
});
