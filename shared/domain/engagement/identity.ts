// What every engagement says of itself, whatever its channel.
import { z } from 'zod';
import { engagementIdSchema, queueIdSchema, workstreamIdSchema } from '../ids.ts';
import { skillSchema } from '../skill.ts';
import { repeated, twice } from './across.ts';

/** The doors by which contacts come. */
export const intakeMethods = ['file', 'ccaasApi', 'mcp', 'journeys'] as const;

export const priorities = ['critical', 'high', 'normal'] as const;

export const callOrders = [
  'earliestScheduledDate',
  'firstInFirstOut',
  'lastInFirstOut',
  'customAscending',
  'customDescending',
] as const;
export type CallOrder = (typeof callOrders)[number];

/** A list in which nothing stands twice. */
export const distinct = <T extends z.ZodType>(item: T, most: number) =>
  z
    .array(item)
    .max(most)
    .superRefine(
      (list, context) => {
        for (const index of repeated(list, (entry) => entry)) {
          const input = list[index];
          context.addIssue({ code: 'custom', path: [index], input, message: twice });
        }
      },
      { when: ({ value }) => Array.isArray(value) },
    );

/** A name of blanks is none. */
const named = (most: number) => z.string().trim().min(1).max(most);

export const identity = {
  id: engagementIdSchema,
  name: named(100),
  /** With the name, what a representative sees during the call. */
  description: z.string().max(200),
  businessUnit: z.string().max(100),
  owner: z.string().max(100),
  workstreamId: workstreamIdSchema,
  /** Contacts that come by another door are refused. */
  intake: distinct(z.enum(intakeMethods), intakeMethods.length).min(1),
  /** The contact attribute that identifies a person: records with the same value are the same contact. */
  contactUniqueIdentifier: named(100),
  /** Takes the conversation when nobody of the primary queue can; null: the workstream's. */
  fallbackQueueId: queueIdSchema.nullable(),
  skills: distinct(skillSchema, 10),
  priority: z.enum(priorities),
  /** How many partitions the engagement's tasks are spread over; cannot change once tasks exist. */
  shards: z.int().min(1).max(64),
};
