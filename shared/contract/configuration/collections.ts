// The collections of configuration documents: their paths, names and kinds.
import type { z } from 'zod';
import { type ConfigurationKind, idSchemas } from '../../domain/configuration/documents.ts';

export interface Collection {
  /** The path below the base of the API; also the folder of documents that are kept as files. */
  route: string;
  /** The name in capitals, for operations and schemas. */
  noun: string;
  nouns: string;
  idSchema: z.ZodType<string>;
}

/** In display order. */
export const collections: Readonly<Record<ConfigurationKind, Collection>> = {
  queue: { route: 'queues', noun: 'Queue', nouns: 'Queues', idSchema: idSchemas.queue },
  workstream: {
    route: 'workstreams',
    noun: 'Workstream',
    nouns: 'Workstreams',
    idSchema: idSchemas.workstream,
  },
  dispositionCode: {
    route: 'disposition-codes',
    noun: 'DispositionCode',
    nouns: 'DispositionCodes',
    idSchema: idSchemas.dispositionCode,
  },
  messageTemplate: {
    route: 'message-templates',
    noun: 'MessageTemplate',
    nouns: 'MessageTemplates',
    idSchema: idSchemas.messageTemplate,
  },
  engagement: {
    route: 'engagements',
    noun: 'Engagement',
    nouns: 'Engagements',
    idSchema: idSchemas.engagement,
  },
  cancellationPolicy: {
    route: 'cancellation-policies',
    noun: 'CancellationPolicy',
    nouns: 'CancellationPolicies',
    idSchema: idSchemas.cancellationPolicy,
  },
};

export type PlainKind = Exclude<ConfigurationKind, 'engagement'>;

/** The kinds without a lifecycle. */
export const plainKinds = (Object.keys(collections) as ConfigurationKind[]).filter(
  (kind): kind is PlainKind => kind !== 'engagement',
);

export const routes = Object.fromEntries(
  Object.entries(collections).map(([kind, { route }]) => [kind, route]),
) as Readonly<Record<ConfigurationKind, string>>;
