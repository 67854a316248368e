// Configuration documents as callers write them: only the required fields, for every kind and every variant of
// engagement.
import { allowedKeys } from '../../../shared/contract/requests/suggest-key.ts';
import { readDocument } from '../../../shared/contract/configuration/documents.ts';
import { cancellationPolicySchema } from '../../../shared/domain/compliance/cancellation-policy.ts';
import { dispositionCodeSchema } from '../../../shared/domain/workstream/disposition-code.ts';
import { smsEngagementSchema } from '../../../shared/domain/engagement/sms.ts';
import { voiceVariants } from '../../../shared/domain/engagement/voice.ts';
import { messageTemplateSchema } from '../../../shared/domain/workstream/message-template.ts';
import { queueSchema } from '../../../shared/domain/workstream/queue.ts';
import type { ConfigurationKind } from '../../../shared/domain/configuration/documents.ts';
import { workstreamSchema } from '../../../shared/domain/workstream/workstream.ts';
import type { Issue } from '../../../shared/errors.ts';

export type Document = Record<string, unknown>;

const engagement = { name: 'Spring renewals', workstreamId: 'outbound-us' };
const voice = { ...engagement, channel: 'voice', queueId: 'renewals' };

const written = {
  copilot: { ...voice, dialMode: 'copilot' },
  preview: { ...voice, dialMode: 'preview' },
  progressive: { ...voice, dialMode: 'progressive' },
  progressiveAi: { ...voice, dialMode: 'progressive', ledBy: 'ai' },
  predictive: { ...voice, dialMode: 'predictive' },
  predictiveAi: { ...voice, dialMode: 'predictive', ledBy: 'ai' },
  sms: { ...engagement, channel: 'sms', message: 'Hello {{FirstName}}' },
  workstream: { name: 'Outbound', phoneNumber: '+12065550199', numberType: 'directRouting' },
  queue: { name: 'Renewals' },
  dispositionCode: { name: 'Wrong person' },
  messageTemplate: { name: 'Sorry', text: 'Hello {{FirstName}}' },
  cancellationPolicy: { name: 'Storm', states: ['WA'] },
} satisfies Record<string, Document>;
export type Variant = keyof typeof written;

export const variantSchemas = {
  ...voiceVariants,
  sms: smsEngagementSchema,
  workstream: workstreamSchema,
  queue: queueSchema,
  dispositionCode: dispositionCodeSchema,
  messageTemplate: messageTemplateSchema,
  cancellationPolicy: cancellationPolicySchema,
} satisfies Record<Variant, unknown>;
export const variantNames = Object.keys(written) as Variant[];

export const voiceVariantNames = [
  ...(['copilot', 'preview', 'progressive', 'progressiveAi'] as const),
  ...(['predictive', 'predictiveAi'] as const),
] satisfies Variant[];
export const engagementVariantNames = [...voiceVariantNames, 'sms'] as const satisfies Variant[];

export const kindOf = (variant: Variant): ConfigurationKind =>
  engagementVariantNames.some((one) => one === variant)
    ? 'engagement'
    : (variant as ConfigurationKind);

/** The input with values at these paths; undefined removes a field. */
export function aDocument(variant: Variant, values: Document = {}): Document {
  const document: Document = structuredClone(written[variant]);
  for (const [path, value] of Object.entries(values))
    put(document, path.split('.'), structuredClone(value));
  return document;
}

function put(holder: Document, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    if (value === undefined) Reflect.deleteProperty(holder, name);
    else holder[name] = value;
    return;
  }
  holder[name] ??= {};
  put(holder[name] as Document, rest, value);
}

/** The value at a path such as `displayNumbers.numbers.0.type`. */
export const valueAt = (document: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, name) => (value as Document | undefined)?.[name], document);

const read = (variant: Variant, document: unknown) =>
  readDocument(kindOf(variant), 'the-id', document);

/** The document in stored form; throws if it is invalid. */
export function accepted(variant: Variant, document: unknown): Document {
  const reading = read(variant, document);
  if (reading.kind === 'valid') return { ...reading.value };
  throw new Error(`The document is invalid: ${JSON.stringify(reading.issues)}`);
}

/** The issues of the document; throws if it is valid. */
export function refused(variant: Variant, document: unknown): readonly Issue[] {
  const reading = read(variant, document);
  if (reading.kind === 'invalid') return reading.issues;
  throw new Error('The document is valid; issues were expected.');
}

/** Every field of a variant with a value, with an asterisk for the entries of a list. */
export function fieldsOf(variant: Variant, path: readonly (string | 0)[] = []): string[] {
  const schema = variantSchemas[variant];
  return allowedKeys(schema, path).flatMap((name) => {
    const here = [...path, name];
    if (allowedKeys(schema, here).length > 0) return fieldsOf(variant, here);
    if (allowedKeys(schema, [...here, 0]).length > 0) return fieldsOf(variant, [...here, 0]);
    return here.map((step) => (step === 0 ? '*' : step)).join('.');
  });
}
