// Representatives and their profiles.
import { app } from '@azure/functions';
import {
  httpHandler,
  bodyOf,
  ok,
  param,
  parametersOf,
} from '../../shared/adapters/http/http-handler.ts';
import { compose } from '../../shared/compose.ts';
import { readProfile } from '../../shared/contract/configuration/documents.ts';
import { representativeIdSchema } from '../../shared/domain/values/ids.ts';

app.http('representative-put', {
  methods: ['PUT'],
  route: 'representatives/{id}',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const profile = readProfile(param(request, 'id'), await bodyOf(request));
    return ok(await compose().saveRepresentative(profile));
  }),
});

app.http('representative-get', {
  methods: ['GET'],
  route: 'representatives/{id}',
  authLevel: 'function',
  handler: httpHandler(async (request) => {
    const { id } = parametersOf(request, { id: representativeIdSchema });
    return ok(await compose().getRepresentative(id));
  }),
});

app.http('representative-list', {
  methods: ['GET'],
  route: 'representatives',
  authLevel: 'function',
  handler: httpHandler(async () => ok({ items: await compose().listRepresentatives() })),
});
