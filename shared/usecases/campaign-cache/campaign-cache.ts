// Loads the documents that an engagement refers to, and caches them for a moment. A tick and the events of its calls
// need the same five documents. Edits take effect at the next tick.
import type { CancellationPolicy } from '../../domain/compliance/cancellation-policy.ts';
import type { DispositionCode } from '../../domain/workstream/disposition-code.ts';
import { pacingGroupOf } from '../../domain/engagement/engagement.ts';
import { type Lifecycle, canDial } from '../../domain/engagement/lifecycle.ts';
import type { SmsEngagement } from '../../domain/engagement/sms.ts';
import type { VoiceEngagement } from '../../domain/engagement/voice.ts';
import type { Queue } from '../../domain/workstream/queue.ts';
import { closedDialingWindows, dialingWindowsOf } from '../../domain/engagement/dialing-windows.ts';
import type { TaskPolicy } from '../../domain/task/task-policy.ts';
import type { Workstream } from '../../domain/workstream/workstream.ts';
import type { EngagementRecord } from '../../domain/engagement/engagement-record.ts';
import { ttlCache } from '../../concurrency/ttl-cache.ts';
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';
import type { Ports } from '../../ports/ports.ts';

export interface Campaign {
  engagement: VoiceEngagement;
  lifecycle: Lifecycle;
  group: string;
  /** Null if it is gone: nothing is dialed, and running calls finish. */
  queue: Queue | null;
  workstream: Workstream | null;
  policy: TaskPolicy;
}

/** A campaign with all of its documents. */
export type CompleteCampaign = Campaign & { queue: Queue; workstream: Workstream };

export const isCompleteCampaign = (campaign: Campaign): campaign is CompleteCampaign =>
  campaign.queue !== null && campaign.workstream !== null;

type FollowUpPolicy = NonNullable<TaskPolicy['followUp']>;

export interface CampaignCache {
  /** The voice engagement with its documents; undefined if there is none. */
  campaign(id: string): Promise<Campaign | undefined>;
  /** The voice engagements that dial now and have all of their documents. */
  campaigns(): Promise<CompleteCampaign[]>;
  followUp(id: string): Promise<FollowUpPolicy | undefined>;
  cancellations(): Promise<readonly CancellationPolicy[]>;
  /** The codes of every workstream. */
  dispositionCodes(): Promise<readonly DispositionCode[]>;
  /** Drops the cache after a change of a document. */
  forget(): void;
}

export function createCampaignCache({
  configuration,
  engagements,
  clock,
}: Pick<Ports, 'configuration' | 'engagements' | 'clock'>): CampaignCache {
  const kept = ttlCache<Campaign>(clock);
  const keptFollowUps = ttlCache<FollowUpPolicy>(clock);
  const keptLists = ttlCache<CompleteCampaign[]>(clock);
  const keptQueues = ttlCache<Queue>(clock);
  const keptWorkstreams = ttlCache<Workstream>(clock);
  const keptPolicies = ttlCache<readonly CancellationPolicy[]>(clock);
  const keptCodes = ttlCache<readonly DispositionCode[]>(clock);

  const queueOf = (id: string) =>
    keptQueues(
      id,
      async () => (await configuration.find('queue', id).catch(ignoreCorruptRecord))?.value,
    );
  const workstreamOf = (id: string) =>
    keptWorkstreams(
      id,
      async () => (await configuration.find('workstream', id).catch(ignoreCorruptRecord))?.value,
    );

  const campaign = (id: string) =>
    kept(id, async () => {
      const found = await engagements.find(id);
      return found && build(found);
    });

  const campaigns = async () =>
    (await keptLists('all', async () => {
      // Suspended and ended engagements may be many, and a tick does not need their documents.
      const dialling = (await engagements.list()).filter(
        ({ lifecycle }) => canDial[lifecycle.status],
      );
      const built = await Promise.all(dialling.map((one) => build(one)));
      return built.filter((item) => item !== undefined).filter(isCompleteCampaign);
    })) ?? [];

  const followUp = (id: string) =>
    keptFollowUps(id, async () => {
      const engagement = (await configuration.find('engagement', id))?.value;
      if (engagement?.channel !== 'sms') return undefined;
      return smsPolicy(engagement);
    });

  async function build({ engagement, lifecycle }: EngagementRecord): Promise<Campaign | undefined> {
    if (engagement.channel !== 'voice') return undefined;
    const { queueId, workstreamId } = engagement;
    const { smsFollowUp } = engagement.reattempts;
    const [queue, workstream, sms] = await Promise.all([
      queueOf(queueId),
      workstreamOf(workstreamId),
      smsFollowUp === null ? undefined : followUp(smsFollowUp).catch(ignoreCorruptRecord),
    ]);
    const dialingWindows =
      queue === undefined ? closedDialingWindows(engagement) : dialingWindowsOf(engagement, queue);
    // After a stop no contact may be reached for the engagement.
    const followsUp = lifecycle.status !== 'stopped';
    return {
      engagement,
      lifecycle,
      queue: queue ?? null,
      workstream: workstream ?? null,
      group: pacingGroupOf(engagement),
      policy: { engagement, dialingWindows, followUp: followsUp ? (sms ?? null) : null },
    };
  }

  async function smsPolicy(engagement: SmsEngagement): Promise<FollowUpPolicy | undefined> {
    const [workstream, text] = await Promise.all([
      workstreamOf(engagement.workstreamId),
      textOf(engagement),
    ]);
    if (workstream === undefined || text === undefined) return undefined;
    return {
      engagement,
      dialingWindows: dialingWindowsOf(engagement, null),
      from: workstream.phoneNumber,
      text,
    };
  }

  async function textOf({
    message,
    messageTemplateId,
  }: SmsEngagement): Promise<string | undefined> {
    if (messageTemplateId === null) return message ?? undefined;
    return (await configuration.find('messageTemplate', messageTemplateId))?.value.text;
  }

  const cancellations = async () =>
    (await keptPolicies('all', async () => {
      return (await configuration.list('cancellationPolicy')).map(({ value }) => value);
    })) ?? [];

  const dispositionCodes = async () =>
    (await keptCodes('all', async () => {
      return (await configuration.list('dispositionCode')).map(({ value }) => value);
    })) ?? [];

  const forget = () => {
    for (const memory of [
      kept,
      keptFollowUps,
      keptLists,
      keptQueues,
      keptWorkstreams,
      keptPolicies,
      keptCodes,
    ]) {
      memory.forget();
    }
  };

  return { campaign, campaigns, followUp, cancellations, dispositionCodes, forget };
}
