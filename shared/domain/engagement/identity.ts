// What every engagement says of itself, whatever its channel.
import { z } from 'zod';
import { uniqueList } from '../values/unique-list.ts';
import { engagementIdSchema, queueIdSchema, workstreamIdSchema } from '../values/ids.ts';
import { nameSchema } from '../values/name.ts';
import { skillSchema } from '../values/skill.ts';

/** The doors by which contacts come. */
const intakeMethods = ['file', 'ccaasApi', 'mcp', 'journeys'] as const;

const priorities = ['critical', 'high', 'normal'] as const;

export const callOrders = [
  'earliestScheduledDate',
  'firstInFirstOut',
  'lastInFirstOut',
  'customAscending',
  'customDescending',
] as const;
export type CallOrder = (typeof callOrders)[number];

export const maxShards = 64;

export const identity = {
  id: engagementIdSchema,
  name: nameSchema(),
  /** With the name, what a representative sees during the call. */
  description: z.string().max(200),
  businessUnit: z.string().max(100),
  owner: z.string().max(100),
  workstreamId: workstreamIdSchema,
  /** Contacts that come by another door are refused. */
  intake: uniqueList(z.enum(intakeMethods), intakeMethods.length).min(1),
  /** The contact attribute that identifies a person: records with the same value are the same contact; cannot change. */
  contactUniqueIdentifier: nameSchema(),
  /** Takes the conversation when nobody of the primary queue can; null: the workstream's. */
  fallbackQueueId: queueIdSchema.nullable(),
  skills: uniqueList(skillSchema, 10),
  priority: z.enum(priorities),
  /** How many partitions the engagement's tasks are spread over; cannot change. */
  shards: z.int().min(1).max(maxShards),
};
