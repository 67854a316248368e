// The call that a representative is working on, and what they say of themselves.
import { app } from '@azure/functions';
import { httpHandler, ok, parametersOf, requestOf } from '../../shared/adapters/functions/http.ts';
import { compose } from '../../shared/compose.ts';
import {
  completeRequestSchema,
  dispositionRequestSchema,
  presenceRequestSchema,
} from '../../shared/contract/requests.ts';
import { deliveryIdSchema, representativeIdSchema } from '../../shared/domain/ids.ts';

const representative = { id: representativeIdSchema };
const delivery = { ...representative, deliveryId: deliveryIdSchema };

app.http('presence-put', {
  methods: ['PUT'],
  route: 'representatives/{id}/presence',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const shapes = { parameters: representative, body: presenceRequestSchema };
    const { parameters, body } = await requestOf(request, shapes);
    return ok(await compose().represent.choose(parameters.id, body.presence));
  }),
});

app.http('work-get', {
  methods: ['GET'],
  route: 'representatives/{id}/work',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const { id } = parametersOf(request, representative);
    return ok({ work: await compose().represent.work(id) });
  }),
});

app.http('work-disposition', {
  methods: ['POST'],
  route: 'representatives/{id}/work/{deliveryId}/disposition',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const shapes = { parameters: delivery, body: dispositionRequestSchema };
    const { parameters, body } = await requestOf(request, shapes);
    const { id, deliveryId } = parameters;
    await compose().recordDisposition(id, deliveryId, body.codes);
    return ok({ work: await compose().represent.work(id) });
  }),
});

app.http('work-complete', {
  methods: ['POST'],
  route: 'representatives/{id}/work/{deliveryId}/complete',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const shapes = { parameters: delivery, body: completeRequestSchema };
    const { id, deliveryId } = (await requestOf(request, shapes)).parameters;
    return ok(await compose().represent.complete(id, deliveryId));
  }),
});
