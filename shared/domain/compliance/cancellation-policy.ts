// A cancellation policy suppresses deliveries to the contacts that meet all of its criteria.
import { z } from 'zod';
import type { Person } from '../contact/contact.ts';
import { uniqueList } from '../values/unique-list.ts';
import {
  cancellationPolicyIdSchema,
  engagementIdSchema,
  type EngagementId,
} from '../values/ids.ts';
import { nameSchema } from '../values/name.ts';
import { type Instant, instantSchema } from '../values/time.ts';

/** Codes or names as in the contacts, without regard to case. An empty list is not a criterion. */
const criterionValues = uniqueList(nameSchema(), 500);

export const cancellationPolicySchema = z
  .strictObject({
    id: cancellationPolicyIdSchema,
    name: nameSchema(),
    /** Empty: every engagement. */
    engagementIds: uniqueList(engagementIdSchema, 100),
    countries: criterionValues,
    states: criterionValues,
    postalCodes: criterionValues,
    /** Null: no end. */
    until: instantSchema.nullable(),
    comment: z.string().max(2000),
  })
  .superRefine(({ engagementIds, countries, states, postalCodes }, context) => {
    if ([engagementIds, countries, states, postalCodes].some((list) => list.length > 0)) return;
    const message =
      'must have at least one criterion: engagementIds, countries, states or postalCodes';
    context.addIssue({ code: 'custom', path: [], input: undefined, message });
  });
export type CancellationPolicy = z.infer<typeof cancellationPolicySchema>;

export const cancellationPolicyDefaults = {
  engagementIds: [],
  countries: [],
  states: [],
  postalCodes: [],
  until: null,
  comment: '',
};

const meetsCriterion = (criterion: readonly string[], value: string): boolean =>
  criterion.length === 0 ||
  criterion.some((entry) => entry.toLowerCase() === value.trim().toLowerCase());

/** The first policy that suppresses a delivery of the engagement to the person at `now`. */
export function findCancellingPolicy(
  policies: readonly CancellationPolicy[],
  engagementId: EngagementId,
  { country, state, postalCode }: Pick<Person, 'country' | 'state' | 'postalCode'>,
  now: Instant,
): CancellationPolicy | undefined {
  return policies.find(
    (policy) =>
      (policy.until === null || now < policy.until) &&
      (policy.engagementIds.length === 0 || policy.engagementIds.includes(engagementId)) &&
      meetsCriterion(policy.countries, country) &&
      meetsCriterion(policy.states, state) &&
      meetsCriterion(policy.postalCodes, postalCode),
  );
}
