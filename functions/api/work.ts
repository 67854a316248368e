// The call that a representative is working on, and what they say of themselves.
import { app } from '@azure/functions';
import { answering, bodyOf, ok, param } from '../../shared/adapters/functions/http.ts';
import { compose } from '../../shared/compose.ts';
import {
  completeRequestSchema,
  dispositionRequestSchema,
  parseInput,
  presenceRequestSchema,
} from '../../shared/contract/requests.ts';
import { deliveryIdSchema, representativeIdSchema } from '../../shared/domain/ids.ts';

const deliveryOf = (text: string) => parseInput(deliveryIdSchema, text, 'delivery id');
const idOf = (text: string) => parseInput(representativeIdSchema, text, 'representative id');

app.http('presence-put', {
  methods: ['PUT'],
  route: 'representatives/{id}/presence',
  authLevel: 'function',
  handler: answering(async (request) => {
    const { presence } = parseInput(presenceRequestSchema, await bodyOf(request), 'presence');
    return ok(await compose().represent.choose(idOf(param(request, 'id')), presence));
  }),
});

app.http('work-get', {
  methods: ['GET'],
  route: 'representatives/{id}/work',
  authLevel: 'function',
  handler: answering(async (request) => {
    return ok({ work: await compose().represent.work(param(request, 'id')) });
  }),
});

app.http('work-disposition', {
  methods: ['POST'],
  route: 'representatives/{id}/work/{deliveryId}/disposition',
  authLevel: 'function',
  handler: answering(async (request) => {
    const id = idOf(param(request, 'id'));
    const delivery = deliveryOf(param(request, 'deliveryId'));
    const { codes } = parseInput(dispositionRequestSchema, await bodyOf(request), 'disposition');
    await compose().recordDisposition(id, delivery, codes);
    return ok({ work: await compose().represent.work(id) });
  }),
});

app.http('work-complete', {
  methods: ['POST'],
  route: 'representatives/{id}/work/{deliveryId}/complete',
  authLevel: 'function',
  handler: answering(async (request) => {
    const id = idOf(param(request, 'id'));
    const delivery = deliveryOf(param(request, 'deliveryId'));
    parseInput(completeRequestSchema, await bodyOf(request), 'completion');
    return ok(await compose().represent.complete(id, delivery));
  }),
});
