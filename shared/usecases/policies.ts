// What an engagement's documents mean for its tasks and calls, put together once and kept for a moment: a tick and the
// events of its calls ask for the same five documents again and again. Edits take effect at the next tick.
import type { CancellationPolicy } from '../domain/cancellation-policy.ts';
import { pacingGroupOf } from '../domain/engagement/engagement.ts';
import { type Lifecycle, mayDial } from '../domain/engagement/lifecycle.ts';
import type { SmsEngagement } from '../domain/engagement/sms.ts';
import type { VoiceEngagement } from '../domain/engagement/voice.ts';
import type { Queue } from '../domain/queue.ts';
import { gatesOf } from '../domain/engagement/gates.ts';
import type { TaskPolicy } from '../domain/task/advance.ts';
import { type Instant, later, SECOND } from '../domain/time.ts';
import type { Workstream } from '../domain/workstream.ts';
import { CorruptRecord } from '../errors.ts';
import type { EngagementRecord } from '../domain/settings.ts';
import type { Settings } from '../ports/settings.ts';
import type { System } from '../ports/system.ts';

export interface Campaign {
  engagement: VoiceEngagement;
  lifecycle: Lifecycle;
  group: string;
  queue: Queue;
  workstream: Workstream;
  policy: TaskPolicy;
}

export type FollowUpPolicy = NonNullable<TaskPolicy['followUp']>;

export interface Policies {
  /** The voice engagement and what it refers to; undefined when there is none, or what it refers to is gone. */
  campaign(id: string): Promise<Campaign | undefined>;
  /** The voice engagements that are dialled for now. */
  campaigns(): Promise<Campaign[]>;
  followUp(id: string): Promise<FollowUpPolicy | undefined>;
  cancellations(): Promise<readonly CancellationPolicy[]>;
  /** Whoever has just changed a document asks anew. */
  forget(): void;
}

const keptFor = SECOND;

export function policies({ settings, system }: { settings: Settings; system: System }): Policies {
  const kept = remember<Campaign>(system);
  const keptFollowUps = remember<FollowUpPolicy>(system);
  const keptLists = remember<Campaign[]>(system);
  const keptQueues = remember<Queue>(system);
  const keptWorkstreams = remember<Workstream>(system);
  const keptPolicies = remember<readonly CancellationPolicy[]>(system);

  const queueOf = (id: string) =>
    keptQueues(id, async () => (await settings.find('queue', id))?.value);
  const workstreamOf = (id: string) =>
    keptWorkstreams(id, async () => (await settings.find('workstream', id))?.value);

  const campaign = (id: string) =>
    kept(id, async () => {
      const found = await settings.find('engagement', id);
      return found === undefined ? undefined : build(found.value);
    });

  const campaigns = async () =>
    (await keptLists('all', async () => {
      // Those that rest or are over may be many, and what they refer to is nothing to a tick.
      const all = (await settings.list('engagement')).map(({ value }) => value);
      const dialling = all.filter(({ lifecycle }) => mayDial[lifecycle.status]);
      const built = await Promise.all(dialling.map((one) => build(one).catch(unlessCorrupt)));
      return built.filter((item) => item !== undefined);
    })) ?? [];

  const followUp = (id: string) =>
    keptFollowUps(id, async () => {
      const found = await settings.find('engagement', id);
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
      smsFollowUp === null ? undefined : followUp(smsFollowUp),
    ]);
    if (queue === undefined || workstream === undefined) return undefined;
    const gates = gatesOf(engagement, queue);
    // Whoever stops an engagement wants nobody contacted for it any more.
    const followsUp = lifecycle.status !== 'stopped';
    return {
      ...{ engagement, lifecycle, queue, workstream },
      group: pacingGroupOf(engagement),
      policy: { engagement, gates, followUp: followsUp ? (sms ?? null) : null },
    };
  }

  async function smsPolicy(engagement: SmsEngagement): Promise<FollowUpPolicy | undefined> {
    const [workstream, text] = await Promise.all([
      workstreamOf(engagement.workstreamId),
      textOf(engagement),
    ]);
    if (workstream === undefined || text === undefined) return undefined;
    return { engagement, gates: gatesOf(engagement, null), from: workstream.phoneNumber, text };
  }

  async function textOf({
    message,
    messageTemplateId,
  }: SmsEngagement): Promise<string | undefined> {
    if (messageTemplateId === null) return message ?? undefined;
    return (await settings.find('messageTemplate', messageTemplateId))?.value.text;
  }

  const cancellations = async () =>
    (await keptPolicies('all', async () => {
      return (await settings.list('cancellationPolicy')).map(({ value }) => value);
    })) ?? [];

  const forget = () => {
    for (const memory of [
      kept,
      keptFollowUps,
      keptLists,
      keptQueues,
      keptWorkstreams,
      keptPolicies,
    ]) {
      memory.forget();
    }
  };

  return { campaign, campaigns, followUp, cancellations, forget };
}

/** An engagement whose documents are corrupt, as the store has told the log, must not stop the others. */
function unlessCorrupt(error: unknown): undefined {
  if (!(error instanceof CorruptRecord)) throw error;
}

/** Keeps answers for a moment; several who ask at once share one reading. */
function remember<T>(system: System) {
  const entries = new Map<string, { answer: Promise<T | undefined>; from: Instant }>();
  const ask = (key: string, read: () => Promise<T | undefined>): Promise<T | undefined> => {
    const now = system.now();
    const entry = entries.get(key);
    // Neither is an answer kept that was given at a later time than this: a clock may be set back.
    if (entry !== undefined && entry.from <= now && now < later(entry.from, keptFor)) {
      return entry.answer;
    }
    const answer = read();
    entries.set(key, { answer, from: now });
    answer.catch(() => entries.delete(key));
    return answer;
  };
  return Object.assign(ask, { forget: () => entries.clear() });
}
