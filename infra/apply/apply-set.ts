// Applies a set of documents. After a lost response or a concurrent edit, a new plan shows what is left to write.
import type { ApiClient, DesiredSet, Plan, PlannedStep } from './api-client.ts';
import { FatalError } from './fatal-error.ts';
import { NoResponseError, type Problem } from './http-client.ts';

const maxAttempts = 4;

export type SetResult =
  | { readonly kind: 'applied' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** Another edit changed a step of the plan, so the plan that was shown is not what would be written. */
  | { readonly kind: 'overtaken' };

export const isOpen = ({ act }: PlannedStep): boolean => act !== 'unchanged';

export async function applySet(
  api: ApiClient,
  set: DesiredSet,
  confirmedPlan: Plan,
): Promise<SetResult> {
  const expected = new Set(confirmedPlan.steps.map(keyOf));
  let plan = confirmedPlan;
  for (let attempt = 1; ; attempt += 1) {
    const result = await api.apply(set, plan.revision).catch((error: unknown) => {
      if (error instanceof NoResponseError) return error;
      throw error;
    });
    const isLost = result instanceof NoResponseError;
    if (!isLost && result.kind === 'applied') return result;
    if (!isLost && !isRace(result.problem)) return result;
    if (attempt === maxAttempts) return isLost ? unknown(result) : result;
    plan = await api
      .plan(set)
      .catch((error: unknown) => (isLost ? unknown(result) : rethrow(error)));
    const open = plan.steps.filter(isOpen);
    if (plan.issues.length === 0 && open.length === 0) return { kind: 'applied' };
    if (plan.issues.length > 0 || !open.every((step) => expected.has(keyOf(step)))) {
      return { kind: 'overtaken' };
    }
  }
}

const rethrow = (error: unknown): never => {
  throw error;
};

function unknown(error: NoResponseError): never {
  throw new FatalError(
    `${error.message}\nIt is not known whether the documents were written. Run the command again.`,
  );
}

const keyOf = ({ act, document, fields }: PlannedStep): string =>
  JSON.stringify([act, document, fields]);

/** Another edit came first: before the first write, or between two batches. */
const isRace = ({ status, code }: Problem): boolean =>
  status === 412 || code === 'interrupted' || code === 'lostRace';
