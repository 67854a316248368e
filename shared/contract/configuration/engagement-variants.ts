// The variants of an engagement: which one a document is, and which ones have a field.
import { z } from 'zod';
import { smsEngagementSchema } from '../../domain/engagement/sms.ts';
import { voiceEngagementSchema, voiceVariants } from '../../domain/engagement/voice.ts';
import { allowedKeys } from '../requests/suggest-key.ts';

type Input = Readonly<Record<string, unknown>>;

const voice = {
  copilot: voiceVariants.copilot,
  preview: voiceVariants.preview,
  'representative-led progressive': voiceVariants.progressive,
  'AI-led progressive': voiceVariants.progressiveAi,
  'representative-led predictive': voiceVariants.predictive,
  'AI-led predictive': voiceVariants.predictiveAi,
};
const variants = { ...voice, SMS: smsEngagementSchema };

/** The variants that have the field, in words; empty if no variant or every variant has it. */
export function engagementsWith(path: readonly PropertyKey[]): string {
  const key = String(path.at(-1));
  const names = Object.entries(variants)
    .filter(([, schema]) => allowedKeys(schema, path.slice(0, -1)).includes(key))
    .map(([name]) => name);
  if (names.length === 0 || names.length === Object.keys(variants).length) return '';
  const isVoice = Object.keys(voice).every((name) => names.includes(name));
  if (isVoice && !names.includes('SMS')) return 'voice engagements';
  const last = names.at(-1) ?? '';
  const list = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
  return `${list} engagements`;
}

/** The variant that an engagement names; undefined if it names none. */
export function variantOf({ channel, dialMode, ledBy }: Input): z.ZodType | undefined {
  if (channel === 'sms') return smsEngagementSchema;
  return channel === 'voice' ? voiceShape(dialMode, ledBy) : undefined;
}

const shapesOf = (dialMode: unknown) =>
  Object.values(voice).filter(({ shape }) => shape.dialMode.value === dialMode);

/** A mode with one kind of lead is named by the mode alone. */
function voiceShape(dialMode: unknown, ledBy: unknown) {
  const [one, ...others] = shapesOf(dialMode);
  return others.length === 0 ? one : [one, ...others].find((it) => it?.shape.ledBy.value === ledBy);
}

/** The fields that identify an SMS engagement without a channel. */
const ofSmsAlone = allowedKeys(smsEngagementSchema, []).filter(
  (name) => !Object.values(voice).some((schema) => allowedKeys(schema, []).includes(name)),
);

const eitherMind = {
  progressive: z.union([voiceVariants.progressive, voiceVariants.progressiveAi]),
  predictive: z.union([voiceVariants.predictive, voiceVariants.predictiveAi]),
};
const leaders: readonly unknown[] = Object.values(voice).map(({ shape }) => shape.ledBy.value);

/** The document as each of its possible variants: an issue of all of them is an issue of the document. */
export interface GuessedVariant {
  as: readonly Input[];
  /** Knows the fields of all variants. */
  own: z.ZodType | undefined;
}

/**
 * The possible variants of an engagement that names none. Its other fields are checked against them, so that all
 * issues are reported at once. Empty if its own variant has reported them.
 */
export function guessVariant(given: Input): GuessedVariant[] {
  const { channel, dialMode, ledBy } = given;
  if (channel === 'sms') return [];
  if (channel !== 'voice') {
    const isText = dialMode === undefined && ofSmsAlone.some((name) => name in given);
    const seeming = { ...given, channel: isText ? 'sms' : 'voice' };
    const own = variantOf({ ledBy: 'representatives', ...seeming });
    return [{ as: [seeming], own }, ...guessVariant(seeming)];
  }
  if (voiceShape(dialMode, ledBy ?? 'representatives') !== undefined) return [];
  if (dialMode === 'progressive' || dialMode === 'predictive') {
    return [{ as: shapesOf(dialMode).map(as), own: eitherMind[dialMode] }];
  }
  const likely = { as: Object.values(voice).map(as), own: voiceEngagementSchema };
  if (ledBy === undefined || leaders.includes(ledBy)) return [likely];
  // An invalid led-by is invalid in every mode.
  return [{ as: [{ ...given, dialMode: 'progressive' }], own: undefined }, likely];

  function as({ shape }: (typeof voice)[keyof typeof voice]): Input {
    return { ...given, dialMode: shape.dialMode.value, ledBy: shape.ledBy.value };
  }
}
