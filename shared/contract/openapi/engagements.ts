// Engagements: one schema per variant, the lifecycle and the report.
import { z } from 'zod';
import { lifecycleSchema } from '../../domain/engagement/lifecycle.ts';
import { smsEngagementSchema } from '../../domain/engagement/sms.ts';
import { voiceVariants } from '../../domain/engagement/voice.ts';
import { engagementIdSchema } from '../../domain/values/ids.ts';
import type { EngagementReport } from '../../domain/report/report.ts';
import { isOpen, outcomes, type TaskStatus } from '../../domain/task/task.ts';
import { collections } from '../configuration/collections.ts';
import { documentKinds } from '../configuration/documents.ts';
import { operationRequestSchema } from '../requests/parse-request.ts';
import { jsonResponse, type Refusals } from './responses.ts';
import { describeCollection, toInputSchema } from './configuration.ts';
import type { Operation } from './operation.ts';
import type { Registry } from './registry.ts';

const variants = {
  CopilotEngagement: voiceVariants.copilot,
  PreviewEngagement: voiceVariants.preview,
  ProgressiveEngagement: voiceVariants.progressive,
  ProgressiveAiEngagement: voiceVariants.progressiveAi,
  PredictiveEngagement: voiceVariants.predictive,
  PredictiveAiEngagement: voiceVariants.predictiveAi,
  SmsEngagement: smsEngagementSchema,
};

const count = z.int().min(0);

/** What an edit did to the queued tasks. */
export const revisionSchema = z.strictObject({
  reranked: count,
  closed: count,
  regated: count,
  left: count,
  toCome: count,
});

const counts = <K extends string>(keys: readonly K[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, count])) as Record<K, typeof count>);
const isStillOpen = (status: TaskStatus): status is Exclude<TaskStatus, 'closed'> => isOpen[status];
const openStatuses = (Object.keys(isOpen) as TaskStatus[]).filter(isStillOpen);
const channelReport = z.strictObject({
  started: count,
  inProcess: count,
  results: z.record(z.string(), count),
});

const reportSchema: z.ZodType<EngagementReport> = z.strictObject({
  tasks: z.strictObject({ accepted: count, open: counts(openStatuses), closed: counts(outcomes) }),
  deliveries: z.strictObject({
    voice: channelReport,
    sms: channelReport,
    answered: count,
    connected: count,
    abandoned: count,
  }),
  rates: z.strictObject({ connect: z.number().nullable(), abandonment: z.number().nullable() }),
});

export function describeEngagements(registry: Registry, refused: Refusals): Operation[] {
  const { defaults } = documentKinds.engagement;
  registry.name('Revision', revisionSchema);
  registry.name('ChannelReport', channelReport);
  const returnedFields = { lifecycle: lifecycleSchema, queued: revisionSchema.optional() };
  // Returned fields are ignored on input, so that a caller may write back what it read.
  const ignoredFields = {
    lifecycle: lifecycleSchema.optional(),
    queued: revisionSchema.optional(),
  };
  const entries = Object.entries(variants);
  const outputs = entries.map(([name, schema]) =>
    registry.name(name, z.strictObject({ ...schema.shape, ...returnedFields })),
  );
  const input = entries.map(([name, schema]) =>
    registry.name(`${name}Input`, toInputSchema(registry, schema, defaults, ignoredFields)),
  );
  const at = { tag: 'Engagements', params: { id: engagementIdSchema } };
  return [
    ...describeCollection(registry, refused, {
      ...collections.engagement,
      input: z.union(input),
      shown: registry.name('Engagement', z.union(outputs)),
    }),
    {
      ...at,
      method: 'post',
      path: '/engagements/{id}/operations',
      operationId: 'OperateEngagement',
      summary: 'Start, suspend, resume, complete or stop an engagement',
      description:
        'Calls in progress always finish. Complete accepts no more contacts and ends the engagement when its last task closes. Stop cancels queued tasks.',
      body: registry.name('OperationRequest', operationRequestSchema),
      responses: {
        200: jsonResponse(
          'The lifecycle after the operation; unchanged if the engagement is already in that state.',
          operationResponse(registry),
        ),
        ...refused.invalid,
        ...refused.keyless,
        ...refused.notFound,
        ...refused.conflict,
        ...refused.failed,
      },
    },
    {
      ...at,
      method: 'get',
      path: '/engagements/{id}/report',
      operationId: 'GetEngagementReport',
      summary: "Get an engagement's report",
      description: 'Counts of tasks, deliveries and results, with rates. Each event updates them.',
      responses: {
        200: jsonResponse('The current counts.', registry.name('EngagementReport', reportSchema)),
        ...refused.invalid,
        ...refused.keyless,
        ...refused.notFound,
        ...refused.failed,
      },
    },
  ];
}

const operationResponse = (registry: Registry) =>
  registry.name(
    'OperationAnswer',
    z.strictObject({ engagementId: engagementIdSchema, lifecycle: lifecycleSchema }),
  );
