// Representatives: their profiles, whether they are there, and the call that they are working on.
import { z } from 'zod';
import { deliveryIdSchema, representativeIdSchema } from '../../domain/ids.ts';
import {
  presenceSchema,
  representativeSchema,
} from '../../domain/representative/representative.ts';
import { instantSchema } from '../../domain/time.ts';
import { profileKind } from '../documents.ts';
import { completeRequestSchema, presenceRequestSchema } from '../requests.ts';
import { json, type Refusals } from './answers.ts';
import { writable } from './configuration.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';

export const workItemSchema = z.strictObject({
  deliveryId: deliveryIdSchema,
  state: z.enum(['reserved', 'talking', 'wrapUp']),
  since: instantSchema,
});

export function representatives(registry: Registry, refused: Refusals): Operation[] {
  registry.name('Presence', presenceSchema);
  const shown = registry.name('Representative', representativeSchema);
  const { schema, defaults, shownBeside } = profileKind;
  // What was read may be written back: on the way in, what is shown beside the profile is left aside.
  const beside = z.object(shownBeside).partial().shape;
  const input = registry.name('RepresentativeInput', writable(registry, schema, defaults, beside));
  const list = z.strictObject({ items: z.array(shown) });
  const item = registry.name('WorkItem', workItemSchema);
  const work = registry.name('Work', z.strictObject({ work: z.array(item) }));
  const tag = 'Representatives';
  const at = { tag, params: { id: representativeIdSchema } };
  const one = '/representatives/{id}';
  const refusals = { ...refused.invalid, ...refused.keyless, ...refused.failed };
  return [
    {
      ...{ method: 'get', path: '/representatives', operationId: 'ListRepresentatives', tag },
      summary: 'List representatives',
      description: 'Profiles and presence, all at once.',
      answers: {
        200: json('All of them.', registry.name('RepresentativeList', list)),
        ...{ ...refused.keyless, ...refused.failed },
      },
    },
    {
      ...{ ...at, method: 'get', path: one, operationId: 'GetRepresentative' },
      summary: 'Get a representative',
      answers: {
        200: json('Profile and presence.', shown),
        ...{ ...refusals, ...refused.notFound },
      },
    },
    {
      ...{ ...at, method: 'put', path: one, operationId: 'PutRepresentative' },
      summary: 'Create or replace a representative',
      description: 'A new one is offline; the presence of one who is there stays as it is.',
      body: input,
      answers: { 200: json('Created or replaced.', shown), ...refusals, ...refused.conflict },
    },
    {
      ...{ ...at, method: 'put', path: `${one}/presence`, operationId: 'PutPresence' },
      summary: 'Set whether a representative is available',
      description:
        'What is chosen during a call takes effect when the call and its wrap-up are over.',
      body: registry.name('PresenceRequest', presenceRequestSchema),
      answers: {
        200: json('The representative.', shown),
        ...{ ...refusals, ...refused.notFound, ...refused.conflict },
      },
    },
    {
      ...{ ...at, method: 'get', path: `${one}/work`, operationId: 'GetWork' },
      summary: 'Get what a representative is working on',
      answers: {
        200: json('The call that they have; none when they have none.', work),
        ...{ ...refusals, ...refused.notFound },
      },
    },
    {
      ...{ tag, method: 'post', path: `${one}/work/{deliveryId}/complete` },
      params: { id: representativeIdSchema, deliveryId: deliveryIdSchema },
      operationId: 'CompleteWork',
      summary: 'End the wrap-up of a call',
      body: registry.name('CompletionRequest', completeRequestSchema),
      answers: {
        200: json('The representative.', shown),
        ...{ ...refusals, ...refused.notFound, ...refused.conflict },
      },
    },
  ];
}
