// The defaults of the call settings, by variant. Some depend on other fields of the input.
import type { Body } from '../values/apply-defaults.ts';
import { objectAt } from './object-at.ts';

const sharedDefaults = { ringTimeoutSeconds: 30, maximumCallMinutes: 120 };
const unlimitedDefaults = { ...sharedDefaults, maximumConcurrentCalls: null };

export const copilotCallDefaults = (input: Body) => ({
  ...sharedDefaults,
  maximumConcurrentCalls: 100,
  outsideQueueHours: false,
  aiFailure: aiFailureDefaults(input),
});

export const previewCallDefaults = (input: Body) => ({
  ...unlimitedDefaults,
  start: startDefaults(input),
  backlog: null,
});

export const progressiveAiCallDefaults = (input: Body) => ({
  ...unlimitedDefaults,
  maximumCallsPerRepresentative: 1,
  aiFailure: aiFailureDefaults(input),
});

export const predictiveAiCallDefaults = (input: Body) => ({
  ...unlimitedDefaults,
  aiFailure: aiFailureDefaults(input),
});

/** For the variants that reserve a representative before each dial. */
export const reservingCallDefaults = (input: Body) => ({
  ...unlimitedDefaults,
  answeringMachine: {
    detection: needsMachineDetection(input) ? 'speech' : 'none',
    detectionSeconds: detectionSeconds(objectAt(input, 'callSettings')),
    action: 'endCall',
    voicemailPrompt: '',
  },
  abandonedAfterSeconds: 5,
  abandonedMessage: '',
});

/** The product page has no switch for the detection: it is on if another field needs it. */
function needsMachineDetection(input: Body): boolean {
  const { action = 'endCall' } = objectAt(objectAt(input, 'callSettings'), 'answeringMachine');
  const { reasons } = objectAt(input, 'reattempts');
  return action !== 'endCall' || (Array.isArray(reasons) && reasons.includes('answeringMachine'));
}

/** The rule of the product page: a third of `abandonedAfterSeconds`, from 1 to 7 seconds. */
function detectionSeconds({ abandonedAfterSeconds = 5 }: Body): number {
  if (typeof abandonedAfterSeconds !== 'number') return 2;
  return Math.min(7, Math.max(1, Math.ceil(abandonedAfterSeconds / 3)));
}

function aiFailureDefaults(input: Body) {
  const { action } = objectAt(objectAt(input, 'callSettings'), 'aiFailure');
  return action === 'continue' ? { percent: 1 } : { action: 'stop' };
}

function startDefaults(input: Body) {
  const { kind } = objectAt(objectAt(input, 'callSettings'), 'start');
  if (kind === undefined) return { kind: 'immediate' };
  return kind === 'timer' ? { countdownSeconds: 60 } : {};
}
