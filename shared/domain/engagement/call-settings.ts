// Call settings, mode by mode: each mode has the settings that the product page gives it, and no other.
import { z } from 'zod';
import { whenReadable } from './cross-field.ts';

const seconds = (min: number, max: number) => z.int().min(min).max(max);

const every = {
  /** The phone rings this long before the call is given up as not answered. */
  ringTimeoutSeconds: seconds(15, 110),
  /** No call is longer; whatever was lost on the way, it ends then. */
  maximumCallMinutes: z.int().min(1).max(480),
};

/** Calls of the engagement that may be up at once; null: as many as representatives and lines allow. */
const maximumConcurrentCalls = z.int().min(1).max(10_000).nullable();

const aiFailure = z.discriminatedUnion('action', [
  /** No further calls. */
  z.strictObject({ action: z.literal('stop') }),
  /** Until this share of calls has failed. */
  z.strictObject({ action: z.literal('continue'), percent: z.int().min(1).max(5) }),
]);

export const copilotSettings = z.strictObject({
  ...every,
  /** The product page allows 500. */
  maximumConcurrentCalls: z.int().min(1).max(500),
  outsideQueueHours: z.boolean(),
  aiFailure,
});

export const previewSettings = z.strictObject({
  ...every,
  maximumConcurrentCalls,
  start: z.discriminatedUnion('kind', [
    /** As soon as the representative has accepted. */
    z.strictObject({ kind: z.literal('immediate') }),
    /** When the representative says so. */
    z.strictObject({ kind: z.literal('manual') }),
    /** When the countdown is over, unless the representative starts or cancels before. */
    z.strictObject({ kind: z.literal('timer'), countdownSeconds: seconds(60, 7080) }),
  ]),
  /** How many calls may be waiting for a representative; null: a call is offered only to those who are available. */
  backlog: z.int().min(1).max(50).nullable(),
});

const machine = {
  action: z.enum(['endCall', 'leaveVoicemail', 'leaveVoicemailOnLastAttempt']),
  voicemailPrompt: z.string().max(2000),
};

const reserving = {
  ...every,
  maximumConcurrentCalls,
  answeringMachine: z
    .strictObject({
      /** `speech` listens to the greeting; `none` takes every answer for a person. */
      detection: z.enum(['none', 'speech']),
      /** A third of abandonedAfterSeconds unless given. */
      detectionSeconds: seconds(1, 7),
      ...machine,
    })
    .refine(
      ({ action, voicemailPrompt }) => action === 'endCall' || voicemailPrompt.trim() !== '',
      {
        path: ['voicemailPrompt'],
        message: "must be given when a voicemail is left: action is not 'endCall'",
        ...whenReadable(z.looseObject(machine)),
      },
    ),
  /** How long a person may wait for a representative before the call counts as abandoned. */
  abandonedAfterSeconds: seconds(1, 60),
  /** Said to a person for whom nobody came; empty: nothing. */
  abandonedMessage: z.string().max(2000),
};

/** Progressive and predictive, led by representatives: one is reserved before the dial. */
export const reservingSettings = z.strictObject(reserving);

export const progressiveAiSettings = z.strictObject({
  ...every,
  maximumConcurrentCalls,
  maximumCallsPerRepresentative: z.int().min(1).max(5),
  aiFailure,
});

export const predictiveAiSettings = z.strictObject({ ...every, maximumConcurrentCalls, aiFailure });
