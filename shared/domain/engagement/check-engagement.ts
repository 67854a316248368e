// Checks an engagement against the documents that it refers to. A missing document is not an issue here: its reference is
// reported as missing elsewhere.
import type { FieldIssue } from '../values/field-issue.ts';
import { canTriggerReattempt, type DispositionCode } from '../workstream/disposition-code.ts';
import { ownerOf, type Workstream } from '../workstream/workstream.ts';
import type { Engagement } from './engagement.ts';
import type { SmsEngagement } from './sms.ts';
import { isReserving, type VoiceEngagement } from './voice.ts';

export interface EngagementIssue extends FieldIssue {
  /** The field of the other document that causes the issue; null if the engagement alone causes it. */
  madeBy: string | null;
}

export interface RelatedDocuments {
  workstreams: readonly Workstream[];
  codes: readonly DispositionCode[];
  engagements: readonly Engagement[];
}

export function checkEngagement(
  engagement: Engagement,
  related: RelatedDocuments,
): EngagementIssue[] {
  const workstream = related.workstreams.find(({ id }) => id === engagement.workstreamId);
  const issues = [
    ...(workstream === undefined ? [] : checkAgent(engagement, workstream)),
    ...checkQueues(engagement),
  ];
  if (engagement.channel === 'sms') return issues;
  return [
    ...issues,
    ...(workstream === undefined ? [] : checkNumbers(engagement, workstream, related)),
    ...checkDispositionCodes(engagement, related),
    ...checkSmsFollowUp(engagement, related),
    ...checkMachineDetection(engagement),
  ];
}

function checkAgent({ ledBy }: Engagement, { id, aiAgent }: Workstream): EngagementIssue[] {
  if (ledBy !== 'ai' || aiAgent !== null) return [];
  const message = 'has no AI agent (aiAgent); an AI-led engagement needs a workstream with one';
  return [{ path: 'workstreamId', value: id, message, madeBy: 'aiAgent' }];
}

function checkQueues({ queueId, fallbackQueueId }: Engagement): EngagementIssue[] {
  if (fallbackQueueId === null || fallbackQueueId !== queueId) return [];
  const message = 'must be another queue than the primary queue (queueId)';
  return [{ path: 'fallbackQueueId', value: fallbackQueueId, message, madeBy: null }];
}

/** A display number has the number type of the workstream, and is not the number of another workstream. */
function checkNumbers(
  { displayNumbers }: VoiceEngagement,
  { id, phoneNumber, numberType }: Workstream,
  { workstreams }: RelatedDocuments,
): EngagementIssue[] {
  return displayNumbers.numbers.flatMap(({ number, type }, index) => {
    const issues: EngagementIssue[] = [];
    const path = `displayNumbers.numbers.${index}`;
    if (type !== numberType) {
      const message = `must be '${numberType}', the number type of the workstream '${id}'`;
      issues.push({ path: `${path}.type`, value: type, message, madeBy: 'numberType' });
    }
    const owner = ownerOf(number, id, workstreams);
    // A number that two workstreams share is an issue of the workstreams, not of the engagement.
    if (owner !== undefined && number !== phoneNumber) {
      const message = `is the number of the workstream '${owner.id}'`;
      issues.push({ path: `${path}.number`, value: number, message, madeBy: 'phoneNumber' });
    }
    return issues;
  });
}

/** Without detection, the engine cannot leave a voicemail and cannot retry after a machine. */
function checkMachineDetection(engagement: VoiceEngagement): EngagementIssue[] {
  if (!isReserving(engagement)) return [];
  const { callSettings, reattempts } = engagement;
  const { detection, action } = callSettings.answeringMachine;
  if (detection !== 'none') return [];
  const because = [
    ...(action === 'endCall' ? [] : [`action is '${action}'`]),
    ...(reattempts.reasons.includes('answeringMachine')
      ? ["reattempts.reasons contains 'answeringMachine'"]
      : []),
  ];
  if (because.length === 0) return [];
  const message = `must be 'speech' or absent, because ${because.join(' and ')}`;
  return [
    { path: 'callSettings.answeringMachine.detection', value: detection, message, madeBy: null },
  ];
}

function checkDispositionCodes(
  { reattempts, workstreamId }: VoiceEngagement,
  { codes }: RelatedDocuments,
): EngagementIssue[] {
  return reattempts.dispositionCodes.flatMap((id, index) => {
    const code = codes.find((candidate) => candidate.id === id);
    if (code === undefined) return [];
    const path = `reattempts.dispositionCodes.${index}`;
    if (!canTriggerReattempt[code.category]) {
      const message = `is of the category '${code.category}'; only 'notRightParty' may trigger a reattempt`;
      return [{ path, value: id, message, madeBy: 'category' }];
    }
    if (code.workstreamId !== null && code.workstreamId !== workstreamId) {
      const message = `belongs to the workstream '${code.workstreamId}'`;
      return [{ path, value: id, message, madeBy: 'workstreamId' }];
    }
    return [];
  });
}

/** Only an SMS engagement can be a follow-up, and it has none itself. So follow-ups cannot form a circle. */
function checkSmsFollowUp(
  { reattempts }: VoiceEngagement,
  { engagements }: RelatedDocuments,
): EngagementIssue[] {
  const value = reattempts.smsFollowUp;
  const followUp = engagements.find(({ id }) => id === value);
  const path = 'reattempts.smsFollowUp';
  if (followUp === undefined) return [];
  if (followUp.channel !== 'sms') {
    const message = `must be an SMS engagement; '${followUp.id}' is a voice engagement`;
    return [{ path, value, message, madeBy: 'channel' }];
  }
  if (hasText(followUp)) return [];
  const message = 'has no text to send; set its message or its messageTemplateId';
  return [{ path, value, message, madeBy: 'message' }];
}

const hasText = ({ message, messageTemplateId }: SmsEngagement): boolean =>
  message !== null || messageTemplateId !== null;
