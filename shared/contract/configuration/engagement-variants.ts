// The variants of an engagement: which one a document is, and which ones have a field.
import type { z } from 'zod';
import { smsEngagementSchema } from '../../domain/engagement/sms.ts';
import { voiceVariants } from '../../domain/engagement/voice.ts';
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

/** The variant that an engagement names; undefined if it names none. A mode with one kind of lead needs no ledBy. */
export function variantOf({ channel, dialMode, ledBy }: Input): z.ZodType | undefined {
  if (channel === 'sms') return smsEngagementSchema;
  if (channel !== 'voice') return undefined;
  const ofMode = Object.values(voice).filter(({ shape }) => shape.dialMode.value === dialMode);
  return ofMode.length === 1 ? ofMode[0] : ofMode.find(({ shape }) => shape.ledBy.value === ledBy);
}
