// The Dataverse actions, with the paths and status codes that their callers expect, and the health check.
import { z } from 'zod';
import { createOperationSchema } from '../intake/ccaas.ts';
import { jsonResponse, type Refusals } from './responses.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';

export function describeActions(registry: Registry, refused: Refusals): Operation[] {
  const { 409: notAllowed } = refused.conflict;
  const { default: failed } = refused.failed;
  return [
    {
      method: 'post',
      path: '/data/v9.2/CCaaS_CreateOperation',
      tag: 'CCaaS',
      operationId: 'CreateOperation',
      summary: 'Suspend or resume an engagement, or cancel a delivery',
      description:
        'Compatible with Dynamics 365. Cancel also cancels everything that is queued for the contact or account of the delivery.',
      body: registry.name('CCaaS_CreateOperationRequest', createOperationSchema),
      responses: {
        202: { description: 'Accepted.' },
        ...refused.invalid,
        ...refused.keyless,
        ...refused.notFound,
        405: {
          ...notAllowed,
          id: 'NotAllowed',
          description: 'The current state does not allow the operation.',
        },
        ...refused.tooOften,
        default: failed,
      },
    },
  ];
}

export function describeHealth(registry: Registry): Operation[] {
  const schema = z.strictObject({ status: z.literal('ok') });
  return [
    {
      method: 'get',
      path: '/health',
      operationId: 'GetHealth',
      tag: 'Health',
      summary: 'Check that the app responds',
      anonymous: true,
      responses: { 200: jsonResponse('The app responds.', registry.name('Health', schema)) },
    },
  ];
}
