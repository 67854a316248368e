// A set of configuration documents: its plan, and its execution.
import {
  applyRequestSchema,
  applyResponseSchema,
  planIssueSchema,
  planRequestSchema,
  planResponseSchema,
  stepSchema,
} from '../configuration/plan.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';
import { jsonResponse, type Refusals } from './responses.ts';

export function describePlan(registry: Registry, refused: Refusals): Operation[] {
  registry.name('ConfigurationStep', stepSchema);
  registry.name('ConfigurationIssue', planIssueSchema);
  return [
    {
      method: 'post',
      path: '/configuration/plan',
      operationId: 'PlanConfiguration',
      tag: 'Configuration',
      summary: 'Check a set of documents without writing',
      description:
        'Compares the set with the stored documents and checks them together. The response has the steps and every issue.',
      body: registry.name('ConfigurationSet', planRequestSchema),
      responses: {
        200: jsonResponse(
          'The plan; it can be applied if it has no issues.',
          registry.name('ConfigurationPlan', planResponseSchema),
        ),
        ...refused.invalid,
        ...refused.keyless,
        ...refused.failed,
      },
    },
    {
      method: 'post',
      path: '/configuration/apply',
      operationId: 'ApplyConfiguration',
      tag: 'Configuration',
      summary: 'Write a set of documents',
      description:
        'Writes the steps of the plan in transactional batches of up to 99 operations. Each batch leaves a valid configuration. After an interruption, the same request continues.',
      body: registry.name('ConfigurationSetToApply', applyRequestSchema),
      responses: {
        200: jsonResponse(
          'The set is stored.',
          registry.name('AppliedConfiguration', applyResponseSchema),
        ),
        ...refused.invalid,
        ...refused.keyless,
        ...refused.conflict,
        ...refused.stale,
        ...refused.failed,
      },
    },
  ];
}
