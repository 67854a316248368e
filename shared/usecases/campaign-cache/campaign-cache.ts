// What an engagement's documents mean for its tasks and calls, put together once and kept for a moment: a tick and the
// events of its calls ask for the same five documents again and again. Edits take effect at the next tick.
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
import type { EngagementRecord } from '../../domain/configuration/documents.ts';
import { ttlCache } from '../../concurrency/ttl-cache.ts';
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';
import type { Ports } from '../../ports/ports.ts';

export interface Campaign {
  engagement: VoiceEngagement;
  lifecycle: Lifecycle;
  group: string;
  /** Null where it is gone: then nothing is dialled, and what is under way comes to its end. */
  queue: Queue | null;
  workstream: Workstream | null;
  policy: TaskPolicy;
}

/** A campaign that may be dialled for. */
export type CompleteCampaign = Campaign & { queue: Queue; workstream: Workstream };

export const isCompleteCampaign = (campaign: Campaign): campaign is CompleteCampaign =>
  campaign.queue !== null && campaign.workstream !== null;

type FollowUpPolicy = NonNullable<TaskPolicy['followUp']>;

export interface CampaignCache {
  /** The voice engagement and what it refers to; undefined when there is none. */
  campaign(id: string): Promise<Campaign | undefined>;
  /** The voice engagements that are dialled for now: nothing of them is missing. */
  campaigns(): Promise<CompleteCampaign[]>;
  followUp(id: string): Promise<FollowUpPolicy | undefined>;
  cancellations(): Promise<readonly CancellationPolicy[]>;
  /** Of every workstream. */
  dispositionCodes(): Promise<readonly DispositionCode[]>;
  /** Whoever has just changed a document asks anew. */
  forget(): void;
}

export function createCampaignCache({
  configuration,
  clock,
}: Pick<Ports, 'configuration' | 'clock'>): CampaignCache {
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
      const found = await configuration.find('engagement', id);
      return found === undefined ? undefined : build(found.value);
    });

  const campaigns = async () =>
    (await keptLists('all', async () => {
      // Those that rest or are over may be many, and what they refer to is nothing to a tick.
      const all = (await configuration.list('engagement')).map(({ value }) => value);
      const dialling = all.filter(({ lifecycle }) => canDial[lifecycle.status]);
      const built = await Promise.all(dialling.map((one) => build(one)));
      return built.filter((item) => item !== undefined).filter(isCompleteCampaign);
    })) ?? [];

  const followUp = (id: string) =>
    keptFollowUps(id, async () => {
      const found = await configuration.find('engagement', id);
      const engagement = found?.value.engagement;
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
    // Whoever stops an engagement wants nobody contacted for it any more.
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
