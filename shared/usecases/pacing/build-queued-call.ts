import type { CallIn } from '../../domain/call/call.ts';
import type { Representative } from '../../domain/representative/representative.ts';
import { memberAt } from '../../domain/task/select-number.ts';
import type { TaskIn } from '../../domain/task/task.ts';
import type { E164 } from '../../domain/values/phone.ts';
import { type Instant, MINUTE, SECOND } from '../../domain/values/time.ts';
import type { DialableCampaign } from './dialable-campaign.ts';

/** Whether a machine gets a voicemail in this attempt. */
const leavesVoicemail = {
  endCall: () => false,
  leaveVoicemail: () => true,
  leaveVoicemailOnLastAttempt: (isLast: boolean) => isLast,
};

interface QueuedCallInput {
  campaign: DialableCampaign;
  task: TaskIn<'claimed'>;
  representative: Representative;
  from: E164;
  secret: string;
  now: Instant;
  deadlineAt: Instant;
}

/** The call with the settings that it needs, as they are now. */
export function buildQueuedCall({
  campaign: { engagement, group, workstream },
  task,
  representative: { id, address },
  from,
  secret,
  now,
  deadlineAt,
}: QueuedCallInput): CallIn<'queued'> {
  const { member, number } = memberAt(task, task.place);
  const { answeringMachine, ...settings } = engagement.callSettings;
  const isLast = task.attempt >= engagement.reattempts.attempts;
  const leaves = leavesVoicemail[answeringMachine.action](isLast);
  return {
    id: task.deliveryId,
    kind: 'call',
    schemaVersion: 1,
    pacingGroup: group,
    engagementId: engagement.id,
    shard: task.shard,
    taskId: task.id,
    contactId: member.contactId,
    to: number.number,
    from,
    representative: { id, address },
    secret,
    plan: {
      ringTimeoutMs: settings.ringTimeoutSeconds * SECOND,
      detection: answeringMachine.detection,
      detectionMs: answeringMachine.detectionSeconds * SECOND,
      voicemailPrompt: leaves ? answeringMachine.voicemailPrompt : null,
      abandonedAfterMs: settings.abandonedAfterSeconds * SECOND,
      abandonedMessage: settings.abandonedMessage === '' ? null : settings.abandonedMessage,
      maximumCallMs: settings.maximumCallMinutes * MINUTE,
      language: workstream.language,
    },
    createdAt: now,
    status: 'queued',
    deadlineAt,
  };
}
