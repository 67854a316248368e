// Delivery tasks and deliveries of an engagement, in pages.
import { z } from 'zod';
import { engagementIdSchema } from '../../domain/values/ids.ts';
import { deliverySchema } from '../../domain/task/delivery.ts';
import { chainMemberSchema, placeSchema, taskSchema } from '../../domain/task/task.ts';
import { pageSizeSchema } from '../requests/paging.ts';
import { jsonResponse, type Refusals } from './responses.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export function describeTasks(registry: Registry, refused: Refusals): Operation[] {
  registry.name('ChainMember', chainMemberSchema);
  registry.name('Place', placeSchema);
  for (const schema of taskSchema.options) {
    registry.name(`${capital(schema.shape.status.value)}DeliveryTask`, schema);
  }
  for (const schema of deliverySchema.options) {
    registry.name(`${schema.shape.status.value}Delivery`, schema);
  }
  const page = (name: string, item: z.ZodType) =>
    registry.name(
      `${name}Page`,
      z.strictObject({
        items: z.array(registry.name(name, item)),
        continuation: z.string().nullable(),
      }),
    );
  const common = {
    method: 'get' as const,
    params: { id: engagementIdSchema },
    query: { continuation: z.string().optional(), top: pageSizeSchema },
  };
  const refusals = {
    ...refused.invalid,
    ...refused.keyless,
    ...refused.notFound,
    ...refused.failed,
  };
  return [
    {
      ...common,
      path: '/engagements/{id}/delivery-tasks',
      tag: 'Delivery Tasks',
      operationId: 'ListDeliveryTasks',
      summary: "List an engagement's delivery tasks",
      description: 'One task per contact or account, also for a deleted engagement.',
      responses: {
        200: jsonResponse('One page of tasks.', page('DeliveryTask', taskSchema)),
        ...refusals,
      },
    },
    {
      ...common,
      path: '/engagements/{id}/deliveries',
      tag: 'Deliveries',
      operationId: 'ListDeliveries',
      summary: "List an engagement's deliveries",
      description: 'One delivery per call or SMS, also for a deleted engagement.',
      responses: {
        200: jsonResponse('One page of deliveries.', page('Delivery', deliverySchema)),
        ...refusals,
      },
    },
  ];
}
