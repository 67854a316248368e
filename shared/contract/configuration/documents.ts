// Reads configuration documents from callers. The defaults are applied here once, and stored documents are complete.
import { z } from 'zod';
import { cancellationPolicySchema } from '../../domain/compliance/cancellation-policy.ts';
import { dispositionCodeSchema } from '../../domain/workstream/disposition-code.ts';
import { engagementSchema } from '../../domain/engagement/engagement.ts';
import { type Body, applyDefaults } from '../../domain/values/apply-defaults.ts';
import { messageTemplateSchema } from '../../domain/workstream/message-template.ts';
import { queueSchema } from '../../domain/workstream/queue.ts';
import { representativeIdSchema } from '../../domain/values/ids.ts';
import { representativeSchema } from '../../domain/representative/representative.ts';
import {
  type ConfigurationByKind,
  type ConfigurationKind,
  defaultsOf,
  idSchemas,
} from '../../domain/configuration/documents.ts';
import type { DocumentReading } from '../../domain/configuration/reading.ts';
import { workstreamSchema } from '../../domain/workstream/workstream.ts';
import { InvalidInput, type Issue } from '../../errors.ts';
import { engagementsWith, variantOf } from './engagement-variants.ts';
import { readInstant } from '../requests/instants.ts';
import { describeIssues } from '../requests/describe-issues.ts';

const bodySchema = z.record(z.string(), z.unknown(), { error: 'must be a JSON object' });

interface Kind<T> {
  schema: z.ZodType<T>;
  idSchema: z.ZodType<string>;
  defaults: (given: Body) => Body;
  /** The variant of a document; undefined if the document does not name one. */
  variantOf?: (input: Body) => z.ZodType | undefined;
  /** The variants that have a field, in words; empty if none or all have it. */
  ownersOf?: (path: readonly PropertyKey[]) => string;
  /** Fields that are returned with the document and ignored on input: a caller may write back what it read. */
  returnedFields?: Readonly<Record<string, z.ZodType>>;
  /** The fields of the document that are times. */
  instants?: readonly string[];
}

export const documentKinds: { [K in ConfigurationKind]: Kind<ConfigurationByKind[K]> } = {
  workstream: {
    schema: workstreamSchema,
    idSchema: idSchemas.workstream,
    defaults: defaultsOf.workstream,
  },
  queue: { schema: queueSchema, idSchema: idSchemas.queue, defaults: defaultsOf.queue },
  engagement: {
    schema: engagementSchema,
    idSchema: idSchemas.engagement,
    defaults: defaultsOf.engagement,
    variantOf,
    ownersOf: engagementsWith,
    returnedFields: { lifecycle: z.unknown(), queued: z.unknown() },
  },
  dispositionCode: {
    schema: dispositionCodeSchema,
    idSchema: idSchemas.dispositionCode,
    defaults: defaultsOf.dispositionCode,
  },
  messageTemplate: {
    schema: messageTemplateSchema,
    idSchema: idSchemas.messageTemplate,
    defaults: defaultsOf.messageTemplate,
  },
  cancellationPolicy: {
    schema: cancellationPolicySchema,
    idSchema: idSchemas.cancellationPolicy,
    defaults: defaultsOf.cancellationPolicy,
    instants: ['until'],
  },
};

/** The id of the path is the id of the document; a body with another id is refused. */
export const readDocument = <K extends ConfigurationKind>(
  kind: K,
  id: string,
  body: unknown,
): DocumentReading<K> => read(documentKinds[kind], id, body);

/** The profile of a representative; the presence is not part of it. */
const presenceFields = { presence: true, kind: true, schemaVersion: true } as const;
export const profileKind = {
  schema: representativeSchema.omit(presenceFields),
  idSchema: representativeIdSchema,
  defaults: () => ({ queues: [], skills: [] }),
  returnedFields: representativeSchema.pick(presenceFields).shape,
};

/** Throws InvalidInput with every issue. */
export function readProfile(id: string, body: unknown) {
  const reading = read(profileKind, id, body);
  if (reading.kind === 'valid') return reading.value;
  throw new InvalidInput('The representative is not valid.', reading.issues);
}

type Reading<T> =
  { kind: 'valid'; value: T } | { kind: 'invalid'; input: unknown; issues: Issue[] };

function read<T>(kind: Kind<T>, id: string, body: unknown): Reading<T> {
  const { schema, returnedFields = {}, instants = [], ownersOf } = kind;
  const object = bodySchema.safeParse(body);
  if (object.error !== undefined) {
    const issues = describeIssues(object.error, { input: body, schema: bodySchema });
    return { kind: 'invalid', input: body, issues };
  }
  const fields = withUtcInstants(without(object.data, returnedFields), instants);
  const input = { ...applyDefaults(kind.defaults(fields), fields), id };
  const { data, error } = schema.safeParse(input);
  const issues = idIssues(kind, id, fields);
  if (error !== undefined) {
    const variant = kind.variantOf?.(input);
    const described = describeIssues(error, { input, schema, variant, ownersOf });
    issues.push(...described.filter(({ path }) => path !== 'id'));
  }
  if (data !== undefined && issues.length === 0) return { kind: 'valid', value: data };
  return { kind: 'invalid', input, issues };
}

/** The id is checked by itself: a document that names no variant is not checked further. */
function idIssues({ idSchema }: Kind<unknown>, id: string, { id: named }: Body): Issue[] {
  if (named !== undefined && named !== id) {
    return [{ path: 'id', value: named, message: `must be '${id}', as in the path` }];
  }
  const { error } = idSchema.safeParse(id);
  if (error === undefined) return [];
  return describeIssues(error, { input: id, schema: idSchema }).map(({ message }) => {
    return { path: 'id', value: id, message };
  });
}

/** Times with another offset from UTC are accepted and stored in UTC. */
const withUtcInstants = (fields: Body, instants: readonly string[]): Body => ({
  ...fields,
  ...Object.fromEntries(
    instants
      .filter((name) => Object.hasOwn(fields, name))
      .map((name) => [name, readInstant(fields[name])]),
  ),
});

/** A returned field with another value was meant as a change; it is refused like an unknown field. */
const without = (fields: Body, excluded: Readonly<Record<string, z.ZodType>>): Body =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) =>
        !(Object.hasOwn(excluded, name) && excluded[name]?.safeParse(value).success),
    ),
  );
