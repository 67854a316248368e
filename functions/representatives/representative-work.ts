// The presence of a representative, and the call that they work on.
import { app } from '@azure/functions';
import * as http from '../../shared/adapters/http/http-handler.ts';
import { compose } from '../../shared/compose.ts';
import {
  completeRequestSchema,
  dispositionRequestSchema,
  presenceRequestSchema,
} from '../../shared/contract/requests/parse-request.ts';
import { deliveryIdSchema, representativeIdSchema } from '../../shared/domain/values/ids.ts';

const representative = { id: representativeIdSchema };
const delivery = { ...representative, deliveryId: deliveryIdSchema };

app.http('presence-put', {
  methods: ['PUT'],
  route: 'representatives/{id}/presence',
  authLevel: 'function',
  handler: http.httpHandler(async (request) => {
    const shapes = { parameters: representative, body: presenceRequestSchema };
    const { parameters, body } = await http.requestOf(request, shapes);
    return http.ok(await compose().choosePresence(parameters.id, body.presence));
  }),
});

app.http('work-get', {
  methods: ['GET'],
  route: 'representatives/{id}/work',
  authLevel: 'function',
  handler: http.httpHandler(async (request) => {
    const { id } = http.parametersOf(request, representative);
    return http.ok({ work: await compose().listWork(id) });
  }),
});

app.http('work-disposition', {
  methods: ['POST'],
  route: 'representatives/{id}/work/{deliveryId}/disposition',
  authLevel: 'function',
  handler: http.httpHandler(async (request) => {
    const shapes = { parameters: delivery, body: dispositionRequestSchema };
    const { parameters, body } = await http.requestOf(request, shapes);
    const { id, deliveryId } = parameters;
    await compose().recordDisposition(id, deliveryId, body.codes);
    return http.ok({ work: await compose().listWork(id) });
  }),
});

app.http('work-complete', {
  methods: ['POST'],
  route: 'representatives/{id}/work/{deliveryId}/complete',
  authLevel: 'function',
  handler: http.httpHandler(async (request) => {
    const shapes = { parameters: delivery, body: completeRequestSchema };
    const { id, deliveryId } = (await http.requestOf(request, shapes)).parameters;
    return http.ok(await compose().completeWork(id, deliveryId));
  }),
});
