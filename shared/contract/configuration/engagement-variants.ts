// The shapes of an engagement, by their names in words: which of them a document is, and which of them have a setting.
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

/** Whose setting it is, in words; empty where nobody has it, or every engagement. */
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

/** The shape that an engagement says it is; undefined where it is none of them. */
export function variantOf({ channel, dialMode, ledBy }: Input): z.ZodType | undefined {
  if (channel === 'sms') return smsEngagementSchema;
  return channel === 'voice' ? voiceShape(dialMode, ledBy) : undefined;
}

const shapesOf = (dialMode: unknown) =>
  Object.values(voice).filter(({ shape }) => shape.dialMode.value === dialMode);

/** A mode that is led by one kind alone is known by its name. */
function voiceShape(dialMode: unknown, ledBy: unknown) {
  const [one, ...others] = shapesOf(dialMode);
  return others.length === 0 ? one : [one, ...others].find((it) => it?.shape.ledBy.value === ledBy);
}

/** The settings by which an SMS engagement is known that does not say its channel. */
const ofSmsAlone = allowedKeys(smsEngagementSchema, []).filter(
  (name) => !Object.values(voice).some((schema) => allowedKeys(schema, []).includes(name)),
);

const eitherMind = {
  progressive: z.union([voiceVariants.progressive, voiceVariants.progressiveAi]),
  predictive: z.union([voiceVariants.predictive, voiceVariants.predictiveAi]),
};
const leaders: readonly unknown[] = Object.values(voice).map(({ shape }) => shape.ledBy.value);

/** A document as each of the shapes that it may have been meant to be: what is wrong with all of them is wrong with it. */
export interface GuessedVariant {
  as: readonly Input[];
  /** What knows the names of all of them. */
  own: z.ZodType | undefined;
}

/**
 * An engagement that does not say which of the shapes it is, as what it may be: whatever else it says is held against that,
 * so that all faults are told at once. Empty where its own shape has told them.
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
  // Whoever leads it is wrong in any mode.
  return [{ as: [{ ...given, dialMode: 'progressive' }], own: undefined }, likely];

  function as({ shape }: (typeof voice)[keyof typeof voice]): Input {
    return { ...given, dialMode: shape.dialMode.value, ledBy: shape.ledBy.value };
  }
}
