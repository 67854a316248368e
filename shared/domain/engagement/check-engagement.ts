// Compares an engagement with the documents that it refers to. Pure: the caller passes the documents.
import type { DispositionCode } from '../workstream/disposition-code.ts';
import { canTriggerReattempt } from '../workstream/disposition-code.ts';
import { ownerOf, type Workstream } from '../workstream/workstream.ts';
import type { Engagement } from './engagement.ts';
import type { SmsEngagement } from './sms.ts';
import type { VoiceEngagement } from './voice.ts';

export interface FieldIssue {
  path: string;
  value: unknown;
  message: string;
}

export interface Mismatch extends FieldIssue {
  /** The field of the other document that causes the issue; null if the engagement alone causes it. */
  madeBy: string | null;
}

/** The documents that the engagement refers to. A missing one is reported as a missing reference. */
export interface RelatedDocuments {
  workstreams: readonly Workstream[];
  codes: readonly DispositionCode[];
  engagements: readonly Engagement[];
}

export function checkEngagement(engagement: Engagement, around: RelatedDocuments): Mismatch[] {
  const workstream = around.workstreams.find(({ id }) => id === engagement.workstreamId);
  return [
    ...(workstream === undefined ? [] : agentOf(engagement, workstream)),
    ...queues(engagement),
    ...(engagement.channel === 'sms'
      ? []
      : [
          ...(workstream === undefined ? [] : numbers(engagement, workstream, around)),
          ...codes(engagement, around),
          ...followUp(engagement, around),
          ...machines(engagement),
        ]),
  ];
}

function agentOf({ ledBy }: Engagement, { id, aiAgent }: Workstream): Mismatch[] {
  if (ledBy !== 'ai' || aiAgent !== null) return [];
  const message = `has no AI agent (aiAgent); an engagement led by AI needs a workstream with one`;
  return [{ path: 'workstreamId', value: id, message, madeBy: 'aiAgent' }];
}

function queues({ queueId, fallbackQueueId }: Engagement): Mismatch[] {
  if (fallbackQueueId === null || fallbackQueueId !== queueId) return [];
  const message = 'must be another queue than the primary one (queueId)';
  return [{ path: 'fallbackQueueId', value: fallbackQueueId, message, madeBy: null }];
}

/** A display number has the workstream's type, and is not the number of another workstream. */
function numbers(
  { displayNumbers }: VoiceEngagement,
  { id, phoneNumber, numberType }: Workstream,
  { workstreams }: RelatedDocuments,
): Mismatch[] {
  return displayNumbers.numbers.flatMap(({ number, type }, index) => {
    const faults: Mismatch[] = [];
    const path = `displayNumbers.numbers.${index}`;
    if (type !== numberType) {
      const message = `must be '${numberType}', as the number of the workstream '${id}' is`;
      faults.push({ path: `${path}.type`, value: type, message, madeBy: 'numberType' });
    }
    const owner = ownerOf(number, id, workstreams);
    // The number of the engagement's own workstream is allowed, even if another workstream has it too: that is an
    // issue of the workstreams.
    if (owner !== undefined && number !== phoneNumber) {
      const message = `is the number of the workstream '${owner.id}'`;
      faults.push({ path: `${path}.number`, value: number, message, madeBy: 'phoneNumber' });
    }
    return faults;
  });
}

/** Without detection no voicemail is left, and a machine is no reason for a reattempt. */
function machines({ callSettings, reattempts }: VoiceEngagement): Mismatch[] {
  if (!('answeringMachine' in callSettings)) return [];
  const { detection, action } = callSettings.answeringMachine;
  if (detection !== 'none') return [];
  const wanted = [
    ...(action === 'endCall' ? [] : [`action is '${action}'`]),
    ...(reattempts.reasons.some((reason) => reason === 'answeringMachine')
      ? ["'answeringMachine' is one of reattempts.reasons"]
      : []),
  ];
  if (wanted.length === 0) return [];
  const message = `must be 'speech', or left out: ${wanted.join(', and ')}`;
  return [
    { path: 'callSettings.answeringMachine.detection', value: detection, message, madeBy: null },
  ];
}

function codes(
  { reattempts, workstreamId }: VoiceEngagement,
  around: RelatedDocuments,
): Mismatch[] {
  return reattempts.dispositionCodes.flatMap((id, index) => {
    const code = around.codes.find((one) => one.id === id);
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

/** Only an SMS engagement can be a follow-up. It has no follow-up of its own, so no circle is possible. */
function followUp({ reattempts }: VoiceEngagement, { engagements }: RelatedDocuments): Mismatch[] {
  const value = reattempts.smsFollowUp;
  const followed = engagements.find(({ id }) => id === value);
  const path = 'reattempts.smsFollowUp';
  if (followed === undefined) return [];
  if (followed.channel !== 'sms') {
    const message = `must be an SMS engagement; '${followed.id}' is a voice engagement`;
    return [{ path, value, message, madeBy: 'channel' }];
  }
  if (hasText(followed)) return [];
  const message = `has no text to send: give it a message or a messageTemplateId`;
  return [{ path, value, message, madeBy: 'message' }];
}

const hasText = ({ message, messageTemplateId }: SmsEngagement): boolean =>
  message !== null || messageTemplateId !== null;
