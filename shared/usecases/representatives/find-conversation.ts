// The current or latest conversation of a representative: its call, and its recorded and possible codes.
import type { Call } from '../../domain/call/call.ts';
import type { DispositionCode } from '../../domain/workstream/disposition-code.ts';
import type { DispositionCodeId, TaskRef } from '../../domain/values/ids.ts';
import type { Presence } from '../../domain/representative/representative.ts';
import { legalEvents, type TaskEvent } from '../../domain/task/event.ts';
import { deliveryOf, type Task, type TaskStatus } from '../../domain/task/task.ts';
import type { Workstream } from '../../domain/workstream/workstream.ts';
import { NotAllowed } from '../../errors.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { Ports } from '../../ports/ports.ts';

export interface Conversation {
  call: Call;
  ref: TaskRef;
  workstream: Workstream;
  /** All codes, including those of other workstreams. */
  codes: readonly DispositionCode[];
  recorded: readonly DispositionCodeId[];
  /** The status of its task while it accepts codes. */
  stage: TaskStatus | 'movedOn';
}

export interface FindConversationDeps extends Pick<Ports, 'callStore' | 'tasks'> {
  campaigns: CampaignCache;
}

/** Undefined without a conversation, or if its documents are gone. */
export type FindConversation = (presence: Presence) => Promise<Conversation | undefined>;

export function createFindConversation({
  callStore,
  tasks,
  campaigns,
}: FindConversationDeps): FindConversation {
  return async (presence) => {
    if (presence.status !== 'talking' && presence.status !== 'wrapUp') return undefined;
    const call = (await callStore.find(presence.pacingGroup, presence.deliveryId))?.value;
    const campaign = call && (await campaigns.campaign(call.engagementId));
    const workstream = campaign?.workstream ?? null;
    if (call === undefined || workstream === null) return undefined;
    const { engagementId, shard, taskId } = call;
    const ref = { engagementId, shard, taskId };
    const [task, codes] = await Promise.all([tasks.find(ref), campaigns.dispositionCodes()]);
    const currentTask = task !== undefined && isAt(task.value, call) ? task.value : undefined;
    const recorded =
      currentTask === undefined ? await readRecordedCodes(ref, call) : codesOf(currentTask);
    return { call, ref, workstream, codes, recorded, stage: currentTask?.status ?? 'movedOn' };
  };

  /** After the task moved on, the delivery has the recorded codes. */
  async function readRecordedCodes(
    ref: TaskRef,
    { id }: Call,
  ): Promise<readonly DispositionCodeId[]> {
    const delivery = await tasks.findDelivery(ref, id);
    return delivery?.status === 'Complete' ? delivery.dispositionCodes : [];
  }
}

function isAt(task: Task, { id }: Call): boolean {
  const legal: readonly TaskEvent['kind'][] = legalEvents[task.status];
  return legal.includes('recorded') && deliveryOf(task) === id;
}

const codesOf = (task: Task): readonly DispositionCodeId[] =>
  task.status === 'connected' || task.status === 'wrapUp' ? task.dispositionCodes : [];

export const otherDelivery = (representativeId: string): NotAllowed =>
  new NotAllowed(
    'otherDelivery',
    `Representative '${representativeId}' is not working on that delivery.`,
  );
