// The fields that every engagement has, for all channels.
import { z } from 'zod';
import { uniqueList } from '../values/unique-list.ts';
import { engagementIdSchema, queueIdSchema, workstreamIdSchema } from '../values/ids.ts';
import { nameSchema } from '../values/name.ts';
import { skillSchema } from '../values/skill.ts';

/** Intake channels. */
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
  /** Shown to the representative during the call, with the name. */
  description: z.string().max(200),
  businessUnit: z.string().max(100),
  owner: z.string().max(100),
  workstreamId: workstreamIdSchema,
  /** Allowed intake channels; contacts from other channels are rejected. */
  intake: uniqueList(z.enum(intakeMethods), intakeMethods.length).min(1),
  /** The contact attribute that identifies a person: records with the same value are the same contact. Immutable. */
  contactUniqueIdentifier: nameSchema(),
  /** Receives the conversation when the primary queue cannot; null: the workstream's fallback queue. */
  fallbackQueueId: queueIdSchema.nullable(),
  skills: uniqueList(skillSchema, 10),
  priority: z.enum(priorities),
  /** The number of partitions of the engagement's tasks. Immutable. */
  shards: z.int().min(1).max(maxShards),
};
