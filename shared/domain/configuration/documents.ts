// The kinds of stored configuration documents.
import { z } from 'zod';
import {
  type CancellationPolicy,
  cancellationPolicyDefaults,
  cancellationPolicySchema,
} from '../compliance/cancellation-policy.ts';
import {
  type DispositionCode,
  dispositionCodeDefaults,
  dispositionCodeSchema,
} from '../workstream/disposition-code.ts';
import { engagementDefaults } from '../engagement/engagement-defaults.ts';
import { type Engagement, engagementSchema } from '../engagement/engagement.ts';
import { type Body, applyDefaults } from '../values/apply-defaults.ts';
import { isObject } from '../values/is-object.ts';
import {
  cancellationPolicyIdSchema,
  dispositionCodeIdSchema,
  engagementIdSchema,
  messageTemplateIdSchema,
  queueIdSchema,
  workstreamIdSchema,
} from '../values/ids.ts';
import {
  type MessageTemplate,
  messageTemplateDefaults,
  messageTemplateSchema,
} from '../workstream/message-template.ts';
import { type Queue, queueDefaults, queueSchema } from '../workstream/queue.ts';
import { type Workstream, workstreamDefaults, workstreamSchema } from '../workstream/workstream.ts';

export interface ConfigurationByKind {
  workstream: Workstream;
  queue: Queue;
  engagement: Engagement;
  dispositionCode: DispositionCode;
  messageTemplate: MessageTemplate;
  cancellationPolicy: CancellationPolicy;
}
export type ConfigurationKind = keyof ConfigurationByKind;

export const configurationSchemas: { [K in ConfigurationKind]: z.ZodType<ConfigurationByKind[K]> } =
  {
    queue: queueSchema,
    workstream: workstreamSchema,
    dispositionCode: dispositionCodeSchema,
    messageTemplate: messageTemplateSchema,
    engagement: engagementSchema,
    cancellationPolicy: cancellationPolicySchema,
  };

/** In the order of a plan. */
export const configurationKinds = Object.keys(configurationSchemas) as ConfigurationKind[];

export const isKind = (name: string): name is ConfigurationKind =>
  Object.hasOwn(configurationSchemas, name);

/** The defaults for the fields that a document omits. */
export const defaultsOf: Record<ConfigurationKind, (given: Body) => Body> = {
  workstream: () => workstreamDefaults,
  queue: () => queueDefaults,
  engagement: engagementDefaults,
  dispositionCode: () => dispositionCodeDefaults,
  messageTemplate: () => messageTemplateDefaults,
  cancellationPolicy: () => cancellationPolicyDefaults,
};

/** A document that was stored before a field existed has the default of the field. */
const read = <K extends ConfigurationKind>(kind: K): z.ZodType<ConfigurationByKind[K]> =>
  z.preprocess(
    (stored) => (isObject(stored) ? applyDefaults(defaultsOf[kind](stored), stored) : stored),
    configurationSchemas[kind],
  );

/** Schemas for stored documents, which an earlier version may have written. */
export const readSchemas: { [K in ConfigurationKind]: z.ZodType<ConfigurationByKind[K]> } = {
  workstream: read('workstream'),
  queue: read('queue'),
  engagement: read('engagement'),
  dispositionCode: read('dispositionCode'),
  messageTemplate: read('messageTemplate'),
  cancellationPolicy: read('cancellationPolicy'),
};

export const idSchemas: Record<ConfigurationKind, z.ZodType<string>> = {
  workstream: workstreamIdSchema,
  queue: queueIdSchema,
  engagement: engagementIdSchema,
  dispositionCode: dispositionCodeIdSchema,
  messageTemplate: messageTemplateIdSchema,
  cancellationPolicy: cancellationPolicyIdSchema,
};

/** Whether the id is valid for the kind; nothing is looked up. */
export const isIdOf = (kind: ConfigurationKind, id: string): boolean =>
  idSchemas[kind].safeParse(id).success;

/** The name of a kind in a sentence. */
export const kindLabel: Record<ConfigurationKind, string> = {
  workstream: 'workstream',
  queue: 'queue',
  engagement: 'engagement',
  dispositionCode: 'disposition code',
  messageTemplate: 'message template',
  cancellationPolicy: 'cancellation policy',
};
