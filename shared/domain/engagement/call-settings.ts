// Call settings by mode: each mode has the fields of the product page, and no others.
import { z } from 'zod';
import { whenReadable } from './cross-field.ts';

const seconds = (min: number, max: number) => z.int().min(min).max(max);

const sharedFields = {
  /** How long the phone rings before the call counts as not answered. */
  ringTimeoutSeconds: seconds(15, 110),
  /** The maximum length of a call; it ends then even if callbacks were lost. */
  maximumCallMinutes: z.int().min(1).max(480),
};

/** The maximum of concurrent calls of the engagement; null: limited only by representatives and lines. */
const maximumConcurrentCalls = z.int().min(1).max(10_000).nullable();

const aiFailure = z.discriminatedUnion('action', [
  /** Stops after the first failure. */
  z.strictObject({ action: z.literal('stop') }),
  /** Continues until this share of calls has failed. */
  z.strictObject({ action: z.literal('continue'), percent: z.int().min(1).max(5) }),
]);

export const copilotSettings = z.strictObject({
  ...sharedFields,
  /** The product page allows 500. */
  maximumConcurrentCalls: z.int().min(1).max(500),
  outsideQueueHours: z.boolean(),
  aiFailure,
});

export const previewSettings = z.strictObject({
  ...sharedFields,
  maximumConcurrentCalls,
  start: z.discriminatedUnion('kind', [
    /** When the representative has accepted. */
    z.strictObject({ kind: z.literal('immediate') }),
    /** When the representative starts it. */
    z.strictObject({ kind: z.literal('manual') }),
    /** When the countdown ends, unless the representative starts or cancels first. */
    z.strictObject({ kind: z.literal('timer'), countdownSeconds: seconds(60, 7080) }),
  ]),
  /** The maximum of calls that wait for a representative; null: a call is offered only to available representatives. */
  backlog: z.int().min(1).max(50).nullable(),
});

const machineAction = {
  action: z.enum(['endCall', 'leaveVoicemail', 'leaveVoicemailOnLastAttempt']),
  voicemailPrompt: z.string().max(2000),
};

/** For the variants that reserve a representative before each dial. */
export const reservingSettings = z.strictObject({
  ...sharedFields,
  maximumConcurrentCalls,
  answeringMachine: z
    .strictObject({
      /** `speech` listens to the greeting; `none` treats every answer as a person. */
      detection: z.enum(['none', 'speech']),
      /** A third of abandonedAfterSeconds by default. */
      detectionSeconds: seconds(1, 7),
      ...machineAction,
    })
    .refine(
      ({ action, voicemailPrompt }) => action === 'endCall' || voicemailPrompt.trim() !== '',
      {
        path: ['voicemailPrompt'],
        message: "is required to leave a voicemail; set it, or set action to 'endCall'",
        ...whenReadable(z.looseObject(machineAction)),
      },
    ),
  /** A call counts as abandoned if the contact waits longer for a representative. */
  abandonedAfterSeconds: seconds(1, 60),
  /** Spoken to a person when no representative joined; empty: nothing. */
  abandonedMessage: z.string().max(2000),
});

export const progressiveAiSettings = z.strictObject({
  ...sharedFields,
  maximumConcurrentCalls,
  maximumCallsPerRepresentative: z.int().min(1).max(5),
  aiFailure,
});

export const predictiveAiSettings = z.strictObject({
  ...sharedFields,
  maximumConcurrentCalls,
  aiFailure,
});
