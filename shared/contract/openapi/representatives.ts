// Representatives: profiles, presence and current work.
import { z } from 'zod';
import { dispositionCodeSchema } from '../../domain/workstream/disposition-code.ts';
import {
  deliveryIdSchema,
  dispositionCodeIdSchema,
  representativeIdSchema,
} from '../../domain/values/ids.ts';
import {
  presenceSchema,
  representativeSchema,
} from '../../domain/representative/representative.ts';
import { instantSchema } from '../../domain/values/time.ts';
import { workstreamSchema } from '../../domain/workstream/workstream.ts';
import { profileKind } from '../configuration/documents.ts';
import {
  completeRequestSchema,
  dispositionRequestSchema,
  presenceRequestSchema,
} from '../requests/parse-request.ts';
import { jsonResponse, type Refusals } from './responses.ts';
import { toInputSchema } from './configuration.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';

const dispositionSchema = z.strictObject({
  codes: z.array(dispositionCodeIdSchema),
  choices: z.array(dispositionCodeSchema.pick({ id: true, name: true, category: true })),
  ...workstreamSchema.shape.dispositions.shape,
});

export const workItemSchema = z.strictObject({
  deliveryId: deliveryIdSchema,
  state: z.enum(['reserved', 'talking', 'wrapUp']),
  since: instantSchema,
  disposition: dispositionSchema.nullable(),
});

export function describeRepresentatives(registry: Registry, refused: Refusals): Operation[] {
  registry.name('Presence', presenceSchema);
  const output = registry.name('Representative', representativeSchema);
  const { schema, defaults, returnedFields } = profileKind;
  // Returned fields are ignored on input, so that a caller may write back what it read.
  const ignoredFields = z.object(returnedFields).partial().shape;
  const input = registry.name(
    'RepresentativeInput',
    toInputSchema(registry, schema, defaults, ignoredFields),
  );
  const list = z.strictObject({ items: z.array(output) });
  registry.name('Disposition', dispositionSchema);
  const item = registry.name('WorkItem', workItemSchema);
  const work = registry.name('Work', z.strictObject({ work: z.array(item) }));
  const tag = 'Representatives';
  const at = { tag, params: { id: representativeIdSchema } };
  const itemPath = '/representatives/{id}';
  const delivery = {
    tag,
    params: { id: representativeIdSchema, deliveryId: deliveryIdSchema },
  };
  const refusals = { ...refused.invalid, ...refused.keyless, ...refused.failed };
  return [
    {
      method: 'get',
      path: '/representatives',
      operationId: 'ListRepresentatives',
      tag,
      summary: 'List representatives',
      description: 'Returns all profiles with presence in one response.',
      responses: {
        200: jsonResponse('All representatives.', registry.name('RepresentativeList', list)),
        ...refused.keyless,
        ...refused.failed,
      },
    },
    {
      ...at,
      method: 'get',
      path: itemPath,
      operationId: 'GetRepresentative',
      summary: 'Get a representative',
      responses: {
        200: jsonResponse('Profile and presence.', output),
        ...refusals,
        ...refused.notFound,
      },
    },
    {
      ...at,
      method: 'put',
      path: itemPath,
      operationId: 'PutRepresentative',
      summary: 'Create or replace a representative',
      description:
        'A new representative is offline; an existing representative keeps the presence.',
      body: input,
      responses: {
        200: jsonResponse('Created or replaced.', output),
        ...refusals,
        ...refused.conflict,
      },
    },
    {
      ...at,
      method: 'put',
      path: `${itemPath}/presence`,
      operationId: 'PutPresence',
      summary: 'Set the presence of a representative',
      description: 'A presence that is chosen during a call takes effect after its wrap-up.',
      body: registry.name('PresenceRequest', presenceRequestSchema),
      responses: {
        200: jsonResponse('The representative.', output),
        ...refusals,
        ...refused.notFound,
        ...refused.conflict,
      },
    },
    {
      ...at,
      method: 'get',
      path: `${itemPath}/work`,
      operationId: 'GetWork',
      summary: 'Get the current work of a representative',
      responses: {
        200: jsonResponse('The current call; an empty list if there is none.', work),
        ...refusals,
        ...refused.notFound,
      },
    },
    {
      ...delivery,
      method: 'post',
      path: `${itemPath}/work/{deliveryId}/disposition`,
      operationId: 'RecordDisposition',
      summary: 'Record the disposition codes of a call',
      description:
        'Replaces the recorded codes, during the call or its wrap-up. A code of the category doNotContact opts the person out of calls; removing the code does not end the opt-out.',
      body: registry.name('DispositionRequest', dispositionRequestSchema),
      responses: {
        200: jsonResponse('The call with the recorded codes.', work),
        ...refusals,
        ...refused.notFound,
        ...refused.conflict,
      },
    },
    {
      ...delivery,
      method: 'post',
      path: `${itemPath}/work/{deliveryId}/complete`,
      operationId: 'CompleteWork',
      summary: 'End the wrap-up of a call',
      description:
        'Fails with dispositionRequired if the workstream requires a code and none is recorded.',
      body: registry.name('CompletionRequest', completeRequestSchema),
      responses: {
        200: jsonResponse('The representative.', output),
        ...refusals,
        ...refused.notFound,
        ...refused.conflict,
      },
    },
  ];
}
