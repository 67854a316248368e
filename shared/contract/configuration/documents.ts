// Reads configuration documents from callers. The defaults are applied here once, and stored documents are complete.
import { z } from 'zod';
import { cancellationPolicySchema } from '../../domain/compliance/cancellation-policy.ts';
import { dispositionCodeSchema } from '../../domain/workstream/disposition-code.ts';
import { engagementSchema } from '../../domain/engagement/engagement.ts';
import { type Body, applyDefaults } from '../../domain/values/apply-defaults.ts';
import { messageTemplateSchema } from '../../domain/workstream/message-template.ts';
import { queueSchema } from '../../domain/workstream/queue.ts';
import { representativeSchema } from '../../domain/representative/representative.ts';
import {
  defaultsOf,
  type DocumentByKind,
  type ConfigurationKind,
} from '../../domain/configuration/documents.ts';
import { workstreamSchema } from '../../domain/workstream/workstream.ts';
import { InvalidInput, type Issue, isWithin } from '../../errors.ts';
import {
  engagementsWith,
  variantOf,
  type GuessedVariant,
  guessVariant,
} from './engagement-variants.ts';
import { readInstant } from '../requests/instants.ts';
import { describeIssues } from '../requests/describe-issues.ts';

const bodySchema = z.record(z.string(), z.unknown(), { error: 'must be a JSON object' });

interface Kind<T> {
  schema: z.ZodType<T>;
  defaults: (given: Body) => Body;
  /** The variant of a document. */
  own?: (input: Body) => z.ZodType | undefined;
  /** The variants that have a field, in words; empty if none or all have it. */
  ownersOf?: (path: readonly PropertyKey[]) => string;
  /** The possible variants of a document that does not name one. */
  supposed?: (given: Body) => GuessedVariant[];
  /** Fields that are returned with the document and ignored on input: a caller may write back what it read. */
  shownBeside?: Readonly<Record<string, z.ZodType>>;
  /** The fields of the document that are times. */
  instants?: readonly string[];
}

export const documentKinds: { [K in ConfigurationKind]: Kind<DocumentByKind[K]> } = {
  workstream: { schema: workstreamSchema, defaults: defaultsOf.workstream },
  queue: { schema: queueSchema, defaults: defaultsOf.queue },
  engagement: {
    schema: engagementSchema,
    defaults: defaultsOf.engagement,
    own: variantOf,
    ownersOf: engagementsWith,
    supposed: guessVariant,
    shownBeside: { lifecycle: z.unknown(), queued: z.unknown() },
  },
  dispositionCode: { schema: dispositionCodeSchema, defaults: defaultsOf.dispositionCode },
  messageTemplate: { schema: messageTemplateSchema, defaults: defaultsOf.messageTemplate },
  cancellationPolicy: {
    schema: cancellationPolicySchema,
    defaults: defaultsOf.cancellationPolicy,
    instants: ['until'],
  },
};

export type Reading<T> =
  | { kind: 'valid'; value: T }
  /** `given` is what was given, with the defaults around it. */
  | { kind: 'faulty'; given: unknown; issues: Issue[] };

/** The id of the path is the id of the document; a body with another id is refused. */
export const readDocument = <K extends ConfigurationKind>(
  kind: K,
  id: string,
  body: unknown,
): Reading<DocumentByKind[K]> => read(documentKinds[kind], id, body);

/** The profile of a representative; the presence is not part of it. */
const besideProfile = { presence: true, type: true, schemaVersion: true } as const;
export const profileKind = {
  schema: representativeSchema.omit(besideProfile),
  defaults: () => ({ queues: [], skills: [] }),
  shownBeside: representativeSchema.pick(besideProfile).shape,
};

/** Throws InvalidInput with every issue. */
export function readProfile(id: string, body: unknown) {
  const reading = read(profileKind, id, body);
  if (reading.kind === 'valid') return reading.value;
  throw new InvalidInput('The representative is not valid.', reading.issues);
}

function read<T>(kind: Kind<T>, id: string, body: unknown): Reading<T> {
  const { schema, shownBeside = {}, instants = [] } = kind;
  const object = bodySchema.safeParse(body);
  if (object.error !== undefined) {
    const issues = describeIssues(object.error, { input: body, schema: bodySchema });
    return { kind: 'faulty', given: body, issues };
  }
  const given = normalised(without(object.data, shownBeside), instants);
  const input = whole(kind, id, given);
  const { data, error } = schema.safeParse(input);
  const named = given['id'];
  const unlike: Issue[] =
    named === undefined || named === id
      ? []
      : [{ path: 'id', value: named, message: `must be '${id}', as in the path` }];
  const issues = unlike.concat(faults(kind, input, error, kind.own?.(input)));
  if (data !== undefined && issues.length === 0) return { kind: 'valid', value: data };
  const all = error === undefined ? issues : supposedFaults(kind, id, given, issues);
  return { kind: 'faulty', given: input, issues: all };
}

const whole = (kind: Kind<unknown>, id: string, given: Body): Body => ({
  ...applyDefaults(kind.defaults(given), given),
  id,
});

function faults(
  { schema, ownersOf }: Kind<unknown>,
  input: Body,
  error: z.ZodError | undefined,
  own: z.ZodType | undefined,
): Issue[] {
  return error === undefined ? [] : describeIssues(error, { input, schema, own, ownersOf });
}

/** The reported issues, and the issues that every possible variant has. */
function supposedFaults(kind: Kind<unknown>, id: string, given: Body, told: Issue[]): Issue[] {
  return (kind.supposed?.(given) ?? []).reduce((before, { as, own }) => {
    const each = as.map((seeming) => {
      const input = whole(kind, id, seeming);
      return faults(kind, input, kind.schema.safeParse(input).error, own);
    });
    const wrong = each.map((issues) => new Set(issues.map(({ path }) => path)));
    const seen = new Set(before.map(({ path }) => path));
    const more = each.flat().filter(({ path }) => {
      if (seen.has(path) || !wrong.every((paths) => isWithin(path, paths))) return false;
      seen.add(path);
      return true;
    });
    return [...before, ...more];
  }, told);
}

const normalised = (given: Body, instants: readonly string[]): Body => ({
  ...given,
  ...Object.fromEntries(
    instants.filter((name) => name in given).map((name) => [name, readInstant(given[name])]),
  ),
});

/** A returned field with another value was meant as a change; it is refused like an unknown field. */
const without = (given: Body, shown: Readonly<Record<string, z.ZodType>>): Body =>
  Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) => !(Object.hasOwn(shown, name) && shown[name]?.safeParse(value).success),
    ),
  );
