// Checks and writes a set of configuration documents.
import { app, type HttpRequest } from '@azure/functions';
import { httpHandler, ok, setBodyOf } from '../../shared/adapters/http/http-handler.ts';
import { compose } from '../../shared/compose.ts';
import {
  invalidSet,
  readApplyRequest,
  readPlanRequest,
  toApplyResponse,
  toPlanResponse,
} from '../../shared/contract/configuration/plan.ts';

const common = { methods: ['POST' as const], authLevel: 'function' as const };

app.http('configuration-plan', {
  ...common,
  route: 'configuration/plan',
  handler: httpHandler(async (request: HttpRequest) => {
    const desired = readPlanRequest(await setBodyOf(request));
    return ok(toPlanResponse(await compose().planConfiguration(desired)));
  }),
});

app.http('configuration-apply', {
  ...common,
  route: 'configuration/apply',
  handler: httpHandler(async (request: HttpRequest) => {
    const { desired, revision } = readApplyRequest(await setBodyOf(request));
    const plan = await compose().applyConfiguration(desired, revision);
    if (plan.issues.length > 0) throw invalidSet(plan.issues);
    return ok(toApplyResponse(plan));
  }),
});
