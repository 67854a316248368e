// The shapes of an engagement, by their names in words: which of them a document is, and which of them have a setting.
import type { z } from 'zod';
import { smsEngagementSchema } from '../domain/engagement/sms.ts';
import { voiceVariants } from '../domain/engagement/voice.ts';
import { keysAt } from './known-keys.ts';

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
    .filter(([, schema]) => keysAt(schema, path.slice(0, -1)).includes(key))
    .map(([name]) => name);
  if (names.length === 0 || names.length === Object.keys(variants).length) return '';
  const isVoice = Object.keys(voice).every((name) => names.includes(name));
  if (isVoice && !names.includes('SMS')) return 'voice engagements';
  const last = names.at(-1) ?? '';
  const list = names.length === 1 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
  return `${list} engagements`;
}

/** The shape that an engagement says it is; undefined where it is none of them. */
export function shapeOf({ channel, dialMode, ledBy }: Input): z.ZodType | undefined {
  if (channel === 'sms') return smsEngagementSchema;
  return channel === 'voice' ? voiceShape(dialMode, ledBy) : undefined;
}

const voiceShape = (dialMode: unknown, ledBy: unknown) =>
  Object.values(voice).find(
    ({ shape }) => shape.dialMode.value === dialMode && shape.ledBy.value === ledBy,
  );

/** A mode that is led by one kind alone is known by its name. */
const ofOneMind = (dialMode: unknown) =>
  dialMode === 'copilot' || dialMode === 'preview' ? voiceVariants[dialMode] : undefined;

/** The settings by which an SMS engagement is known that does not say its channel. */
const ofSmsAlone = keysAt(smsEngagementSchema, []).filter(
  (name) => !Object.values(voice).some((schema) => keysAt(schema, []).includes(name)),
);
/** Which they are follows from the mode alone. */
const ofMode = ['callSettings', 'rules'];

/**
 * An engagement that does not say which of the shapes it is, as what it seems to be: whatever else it says is held against
 * that, so that all faults are told at once. Undefined where its own shape has told them.
 */
export function supposed(given: Input): Input | undefined {
  const { channel, dialMode, ledBy = 'representatives' } = given;
  if (channel === 'sms') return undefined;
  if ((ofOneMind(dialMode) ?? voiceShape(dialMode, ledBy)) !== undefined) {
    return channel === 'voice' ? undefined : { ...given, channel: 'voice' };
  }
  const isText = dialMode === undefined && ofSmsAlone.some((name) => name in given);
  if (channel !== 'voice' && isText) return { ...given, channel: 'sms' };
  const rest = Object.entries(given).filter(([name]) => !ofMode.includes(name));
  const as = { channel: 'voice', dialMode: 'progressive', ledBy: 'representatives' };
  return { ...Object.fromEntries(rest), ...as };
}
