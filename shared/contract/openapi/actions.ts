// The Dataverse actions, with the paths and status codes that their callers expect, and the health check.
import { z } from 'zod';
import { createOperationSchema } from '../intake/ccaas.ts';
import { json, type Refusals } from './responses.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';

export function actions(registry: Registry, refused: Refusals): Operation[] {
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
        'As Dynamics 365 has it. A delivery is cancelled with all that is queued for its contact or account.',
      body: registry.name('CCaaS_CreateOperationRequest', createOperationSchema),
      answers: {
        202: { description: 'Accepted.' },
        ...refused.invalid,
        ...refused.keyless,
        ...refused.notFound,
        405: {
          ...notAllowed,
          id: 'NotAllowed',
          description: 'What is there does not allow it now.',
        },
        ...refused.tooOften,
        default: failed,
      },
    },
  ];
}

export function health(registry: Registry): Operation[] {
  const schema = z.strictObject({ status: z.literal('ok') });
  return [
    {
      method: 'get',
      path: '/health',
      operationId: 'GetHealth',
      tag: 'Health',
      summary: 'Check that the app answers',
      anonymous: true,
      answers: { 200: json('It does.', registry.name('Health', schema)) },
    },
  ];
}
