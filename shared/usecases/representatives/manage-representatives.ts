// The representative's side: who they are, whether they are there, and the call they are working on.
import type { DispositionCode } from '../../domain/workstream/disposition-code.ts';
import { dispositionChoices } from '../../domain/representative/disposition.ts';
import type { DeliveryId, DispositionCodeId, RepresentativeId } from '../../domain/values/ids.ts';
import { decide, type RepresentativeEvent } from '../../domain/representative/decide.ts';
import { serves } from '../../domain/representative/match.ts';
import type {
  ChosenPresence,
  Presence,
  Representative,
} from '../../domain/representative/representative.ts';
import { canDial } from '../../domain/engagement/lifecycle.ts';
import { NotAllowed, NotFound } from '../../errors.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { ApplyTaskEvent } from '../tasks/apply-task-event.ts';
import { createValidateProfile } from './validate-profile.ts';
import { type FindConversation, otherDelivery } from './find-conversation.ts';
import type { CampaignCache } from '../campaign-cache/campaign-cache.ts';
import type { Ports } from '../../ports/ports.ts';

export type RepresentativeProfile = Omit<Representative, 'presence' | 'type' | 'schemaVersion'>;

export interface WorkItem {
  deliveryId: DeliveryId;
  state: 'reserved' | 'talking' | 'wrapUp';
  since: Presence['since'];
  /** What they have recorded of the conversation and what they may; null as long as there is none. */
  disposition: {
    codes: DispositionCodeId[];
    choices: Pick<DispositionCode, 'id' | 'name' | 'category'>[];
    /** How many codes the conversation may have. */
    most: number;
    /** Whether the wrap-up can be completed with none. */
    required: boolean;
  } | null;
}

export interface ManageRepresentativesDeps extends Pick<
  Ports,
  'representatives' | 'configuration' | 'messageBus' | 'clock' | 'log'
> {
  campaigns: CampaignCache;
  applyTaskEvent: ApplyTaskEvent;
  findConversation: FindConversation;
}

export function createManageRepresentatives(deps: ManageRepresentativesDeps) {
  const { representatives, configuration, campaigns: policies, messageBus, clock, log } = deps;
  const { applyTaskEvent, findConversation } = deps;

  async function find(id: string) {
    const found = await representatives.find(id);
    if (found === undefined) throw new NotFound('representative', id);
    return found;
  }

  /** Applies an event; a representative who became available may have work waiting, so their groups tick at once. */
  async function move(id: string, event: RepresentativeEvent): Promise<Representative> {
    const { decision, value } = await retryOnConflict(clock, async () => {
      const found = await find(id);
      const decided = decide(found.value, event);
      if (decided.kind === 'apply') await representatives.save({ ...found, value: decided.next });
      return { decision: decided, value: decided.kind === 'apply' ? decided.next : found.value };
    });
    if (decision.kind === 'ignore' && decision.reason === 'otherDelivery') {
      throw otherDelivery(id);
    }
    if (decision.kind === 'apply') {
      const { status } = value.presence;
      log.info('representative.presence', { representativeId: id, status });
      if (status === 'available') await messageBus.pace(await groupsOf(value), event.now);
    }
    return value;
  }

  /** The task goes by what was recorded. Throws NotAllowed (`dispositionRequired`) while a code is demanded and none is. */
  async function endWrapUp(presence: Presence & { status: 'wrapUp' }): Promise<void> {
    const found = await findConversation(presence);
    // Of a task that has gone on nothing can be recorded any more.
    if (found === undefined || found.stage === null) return;
    const { ref, recorded, codes, workstream } = found;
    const demanded =
      workstream.dispositions.required && dispositionChoices(codes, workstream.id).length > 0;
    if (demanded && recorded.length === 0) {
      const message = `The workstream '${workstream.id}' wants a disposition code of every conversation.`;
      throw new NotAllowed('dispositionRequired', message);
    }
    if (found.stage !== 'wrapUp') return;
    const { deliveryId } = presence;
    await applyTaskEvent(ref, { kind: 'wrappedUp', now: clock.now(), deliveryId });
  }

  async function dispositionOf(presence: Presence): Promise<WorkItem['disposition']> {
    const found = await findConversation(presence);
    if (found === undefined) return null;
    const { recorded, workstream, codes } = found;
    const { most, required } = workstream.dispositions;
    const choices = dispositionChoices(codes, workstream.id).map(({ id, name, category }) => {
      return { id, name, category };
    });
    return { codes: [...recorded], choices, most, required };
  }

  async function groupsOf(representative: Representative): Promise<string[]> {
    const campaigns = await policies.campaigns();
    const served = campaigns.filter(
      ({ engagement, lifecycle, queue }) =>
        canDial[lifecycle.status] && serves(representative, queue, engagement.skills),
    );
    return [...new Set(served.map(({ group }) => group))];
  }

  return {
    /** Creates the representative (offline) or replaces their profile; their presence stays as it is. Throws InvalidInput. */
    async put(profile: RepresentativeProfile): Promise<Representative> {
      await createValidateProfile(configuration, profile);
      return retryOnConflict(clock, async () => {
        const found = await representatives.find(profile.id);
        const presence = found?.value.presence ?? {
          status: 'offline' as const,
          since: clock.now(),
        };
        const value: Representative = {
          ...profile,
          type: 'representative',
          schemaVersion: 1,
          presence,
        };
        await representatives.save({ value, etag: found?.etag ?? null });
        return value;
      });
    },
    get: async (id: string): Promise<Representative> => (await find(id)).value,
    list: async (): Promise<Representative[]> =>
      (await representatives.list()).map(({ value }) => value),
    choose: (id: RepresentativeId, presence: ChosenPresence) =>
      move(id, { kind: 'chose', now: clock.now(), presence }),
    work: async (id: string): Promise<WorkItem[]> => {
      const { presence } = (await find(id)).value;
      if (!('deliveryId' in presence)) return [];
      const { deliveryId, status: state, since } = presence;
      return [{ deliveryId, state, since, disposition: await dispositionOf(presence) }];
    },
    /** First the task and then the representative: cut short in between, it is simply asked for again. */
    complete: async (id: RepresentativeId, deliveryId: DeliveryId): Promise<Representative> => {
      const { presence } = (await find(id)).value;
      if (presence.status === 'wrapUp' && presence.deliveryId === deliveryId) {
        await endWrapUp(presence);
      }
      return move(id, { kind: 'wrappedUp', now: clock.now(), deliveryId });
    },
  };
}
