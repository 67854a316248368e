// A set of configuration documents as a caller sends it, and its plan as the response.
import { z } from 'zod';
import {
  type Change,
  type DocumentName,
  keyOf,
  saveOf,
} from '../../domain/configuration/configuration-set.ts';
import type { ConfigurationKind } from '../../domain/configuration/documents.ts';
import type { DocumentIssue } from '../../domain/configuration/document-issue.ts';
import type { Step } from '../../domain/configuration/plan-steps.ts';
import { InvalidInput } from '../../errors.ts';
import { parseInput } from '../requests/parse-request.ts';
import { maxIssues, redactIssues } from '../requests/redact-issues.ts';
import { collections } from './collections.ts';
import { readDocument } from './documents.ts';

const kinds = Object.keys(collections) as ConfigurationKind[];
const routes = kinds.map((kind) => collections[kind].route);
const kindOf = (route: string) => kinds.find((kind) => collections[kind].route === route);

const documentsOfCollection = z.record(z.string(), z.unknown());
const desired = {
  /** Documents by collection and id; the id in the document is optional, as in PUT. */
  documents: z.strictObject(
    Object.fromEntries(routes.map((route) => [route, documentsOfCollection.optional()])),
  ),
  /** In these collections, every stored document that the set does not contain is removed. */
  prune: z.array(z.enum(routes)).default([]),
};
export const planRequestSchema = z.strictObject(desired);
export const applyRequestSchema = z.strictObject({
  ...desired,
  /** The revision of a plan. If the configuration changed since then, nothing is written. */
  revision: z.string().nullable().optional(),
});

const fieldChangeSchema = z.strictObject({
  path: z.string(),
  /** The stored value; absent if the field is new. */
  before: z.unknown().optional(),
  /** The desired value; absent if the field is gone. */
  after: z.unknown().optional(),
});
export const stepSchema = z.strictObject({
  act: z.enum(['create', 'change', 'remove', 'unchanged']),
  /** Collection and id, such as `queues/renewals`. */
  document: z.string(),
  /** The number of the transactional batch, from 1; null if nothing is written. */
  batch: z.int().min(1).nullable(),
  fields: z.array(fieldChangeSchema),
});
export const planIssueSchema = z.strictObject({
  document: z.string(),
  path: z.string(),
  value: z.unknown().optional(),
  message: z.string(),
});
export const planResponseSchema = z.strictObject({
  /** The stored revision that the plan is based on; null if nothing was ever written. */
  revision: z.string().nullable(),
  steps: z.array(stepSchema),
  issues: z.array(planIssueSchema),
});
export const applyResponseSchema = planResponseSchema.omit({ issues: true });

/** The documents to save, and the kinds to prune. An invalid document is part of the set, with its issues. */
export interface DesiredSet {
  saves: (Change & { act: 'save' })[];
  prune: ConfigurationKind[];
}

/** Throws InvalidInput if the set is not readable. */
export const readPlanRequest = (body: unknown): DesiredSet =>
  toDesiredSet(parseInput(planRequestSchema, body, 'request'));

/** Throws InvalidInput if the set is not readable. Without a revision, any stored one is accepted. */
export function readApplyRequest(body: unknown): {
  desired: DesiredSet;
  revision: string | null | undefined;
} {
  const request = parseInput(applyRequestSchema, body, 'request');
  return { desired: toDesiredSet(request), revision: request.revision };
}

function toDesiredSet({ documents, prune }: z.infer<typeof planRequestSchema>): DesiredSet {
  const saves = Object.entries(documents).flatMap(([route, byId = {}]) => {
    const kind = kindOf(route);
    if (kind === undefined) return [];
    return Object.entries(byId).map(([id, document]) =>
      saveOf(kind, id, readDocument(kind, id, document)),
    );
  });
  return { saves, prune: prune.flatMap((route) => kindOf(route) ?? []) };
}

interface Plan {
  revision: string | null;
  steps: readonly Step[];
  batches: readonly (readonly Change[])[];
}

export function toPlanResponse(
  plan: Plan & { issues: readonly DocumentIssue[] },
): z.input<typeof planResponseSchema> {
  const issues = redactIssues(plan.issues).map((issue, index) => {
    // The last entry may be the number of further issues, which concerns no document.
    const named = index < maxIssues ? plan.issues[index] : undefined;
    return { document: named === undefined ? '' : nameOf(named), ...issue };
  });
  return { ...toApplyResponse(plan), issues };
}

export function toApplyResponse({
  revision,
  steps,
  batches,
}: Plan): z.input<typeof applyResponseSchema> {
  const numbers = new Map(
    batches.flatMap((batch, index) => batch.map((change) => [keyOfChange(change), index + 1])),
  );
  return {
    revision,
    steps: steps.map((step) => ({
      act: step.act,
      document: nameOf(documentNameOf(step.change)),
      batch: numbers.get(keyOfChange(step.change)) ?? null,
      fields: step.act === 'change' ? [...step.fields] : [],
    })),
  };
}

/** The refusal of a set with issues; the paths are those of the request. */
export const invalidSet = (issues: readonly DocumentIssue[]): InvalidInput =>
  new InvalidInput(
    'The configuration is not valid.',
    issues.map(({ kind, id, path, value, message }) => {
      const place = ['documents', collections[kind].route, id, ...(path === '' ? [] : [path])];
      return { path: place.join('.'), value, message };
    }),
  );

const documentNameOf = (change: Change): DocumentName =>
  change.act === 'save' ? change.member : change;
const keyOfChange = (change: Change): string => keyOf(documentNameOf(change));
const nameOf = ({ kind, id }: DocumentName): string => `${collections[kind].route}/${id}`;
