// The routes of the engine's API that check and write a set of documents. A response that is not from the engine ends
// the run. A server that answers 200 to everything stores nothing.
import type { z } from 'zod';
import {
  applyResponseSchema,
  planResponseSchema,
} from '../../shared/contract/configuration/plan.ts';
import {
  type Answer,
  type Connection,
  type Problem,
  problemOf,
  sendRequest,
} from './http-client.ts';

/** Documents by collection and id, and the collections to prune. */
export interface DesiredSet {
  readonly documents: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly prune: readonly string[];
}

export type Plan = z.infer<typeof planResponseSchema>;
export type PlannedStep = Plan['steps'][number];
export type PlanIssue = Plan['issues'][number];

export type Applied =
  { readonly kind: 'applied' } | { readonly kind: 'refused'; readonly problem: Problem };

export type ApiClient = ReturnType<typeof createApiClient>;

export function createApiClient(connection: Connection) {
  return {
    async plan(set: DesiredSet): Promise<Plan> {
      const answer = await post('/configuration/plan', set);
      const { data } = planResponseSchema.safeParse(answer.body);
      if (!answer.ok || data === undefined) throw answer.toError();
      return data;
    },

    /** Throws NoResponseError if the set may or may not be written. */
    async apply(set: DesiredSet, revision: Plan['revision']): Promise<Applied> {
      const { documents, prune } = set;
      const answer = await post('/configuration/apply', { documents, prune, revision });
      if (applyResponseSchema.safeParse(answer.body).success && answer.ok)
        return { kind: 'applied' };
      const problem = problemOf(answer);
      if (answer.ok || problem.code === undefined) throw answer.toError();
      return { kind: 'refused', problem };
    },
  };

  function post(path: string, body: object): Promise<Answer> {
    return sendRequest(connection, { path, body });
  }
}
