// The collections of configuration documents: what they are called in paths and in words, and how their documents are.
import type { z } from 'zod';
import {
  cancellationPolicyIdSchema,
  dispositionCodeIdSchema,
  engagementIdSchema,
  messageTemplateIdSchema,
  queueIdSchema,
  workstreamIdSchema,
} from '../../domain/values/ids.ts';
import type { ConfigurationKind } from '../../domain/configuration/documents.ts';

export interface Collection {
  /** Below the base of the API; also the folder of a configuration kept as files. */
  route: string;
  /** In capitals, as operations and schemas are called. */
  noun: string;
  nouns: string;
  idSchema: z.ZodType<string>;
}

/** In the order in which they are shown. */
export const collections: Readonly<Record<ConfigurationKind, Collection>> = {
  queue: { route: 'queues', noun: 'Queue', nouns: 'Queues', idSchema: queueIdSchema },
  workstream: {
    route: 'workstreams',
    noun: 'Workstream',
    nouns: 'Workstreams',
    idSchema: workstreamIdSchema,
  },
  dispositionCode: {
    route: 'disposition-codes',
    noun: 'DispositionCode',
    nouns: 'DispositionCodes',
    idSchema: dispositionCodeIdSchema,
  },
  messageTemplate: {
    route: 'message-templates',
    noun: 'MessageTemplate',
    nouns: 'MessageTemplates',
    idSchema: messageTemplateIdSchema,
  },
  engagement: {
    route: 'engagements',
    noun: 'Engagement',
    nouns: 'Engagements',
    idSchema: engagementIdSchema,
  },
  cancellationPolicy: {
    route: 'cancellation-policies',
    noun: 'CancellationPolicy',
    nouns: 'CancellationPolicies',
    idSchema: cancellationPolicyIdSchema,
  },
};

export type PlainKind = Exclude<ConfigurationKind, 'engagement'>;

/** Those that are stored as they are written; an engagement has a life beside its document. */
export const plainKinds = (Object.keys(collections) as ConfigurationKind[]).filter(
  (kind): kind is PlainKind => kind !== 'engagement',
);

export const routes = Object.fromEntries(
  Object.entries(collections).map(([kind, { route }]) => [kind, route]),
) as Readonly<Record<ConfigurationKind, string>>;
