// Loads the documents that an engagement refers to. An unreadable document counts as gone.
import { ignoreCorruptRecord } from '../../concurrency/ignore-corrupt-record.ts';
import { ttlCache } from '../../concurrency/ttl-cache.ts';
import { closedDialingWindows, dialingWindowsOf } from '../../domain/engagement/dialing-windows.ts';
import { pacingGroupOf } from '../../domain/engagement/engagement.ts';
import type { EngagementRecord } from '../../domain/engagement/engagement-record.ts';
import type { SmsEngagement } from '../../domain/engagement/sms.ts';
import type { Queue } from '../../domain/workstream/queue.ts';
import type { Workstream } from '../../domain/workstream/workstream.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Campaign, FollowUpPolicy } from './campaign.ts';

export interface LoadCampaign {
  /** Undefined for an SMS engagement. */
  campaign(record: EngagementRecord): Promise<Campaign | undefined>;
  /** The policy of an SMS engagement; undefined if one of its documents is gone. */
  followUp(id: string): Promise<FollowUpPolicy | undefined>;
  /** Drops the cached documents. */
  forget(): void;
}

export function createLoadCampaign({
  configuration,
  clock,
}: Pick<Ports, 'configuration' | 'clock'>): LoadCampaign {
  const queues = ttlCache<Queue>(clock);
  const workstreams = ttlCache<Workstream>(clock);
  const followUps = ttlCache<FollowUpPolicy>(clock);

  const queueOf = (id: string) =>
    queues(
      id,
      async () => (await configuration.find('queue', id).catch(ignoreCorruptRecord))?.value,
    );
  const workstreamOf = (id: string) =>
    workstreams(
      id,
      async () => (await configuration.find('workstream', id).catch(ignoreCorruptRecord))?.value,
    );

  const followUp = (id: string) =>
    followUps(id, async () => {
      const engagement = (await configuration.find('engagement', id))?.value;
      return engagement?.channel === 'sms' ? smsPolicy(engagement) : undefined;
    });

  return {
    async campaign({ engagement, lifecycle }) {
      if (engagement.channel !== 'voice') return undefined;
      const { queueId, workstreamId } = engagement;
      const { smsFollowUp } = engagement.reattempts;
      const [queue, workstream, sms] = await Promise.all([
        queueOf(queueId),
        workstreamOf(workstreamId),
        smsFollowUp === null ? undefined : followUp(smsFollowUp).catch(ignoreCorruptRecord),
      ]);
      const dialingWindows =
        queue === undefined
          ? closedDialingWindows(engagement)
          : dialingWindowsOf(engagement, queue);
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
    },

    followUp,

    forget() {
      queues.forget();
      workstreams.forget();
      followUps.forget();
    },
  };

  async function smsPolicy(engagement: SmsEngagement): Promise<FollowUpPolicy | undefined> {
    const [workstream, text] = await Promise.all([
      workstreamOf(engagement.workstreamId),
      textOf(engagement),
    ]);
    if (workstream === undefined || text === undefined) return undefined;
    const dialingWindows = dialingWindowsOf(engagement, null);
    return { engagement, dialingWindows, from: workstream.phoneNumber, text };
  }

  async function textOf({
    message,
    messageTemplateId,
  }: SmsEngagement): Promise<string | undefined> {
    if (messageTemplateId === null) return message ?? undefined;
    return (await configuration.find('messageTemplate', messageTemplateId))?.value.text;
  }
}
