// Variants share a field through one schema object, so the tests of a shared field run on one variant only. This file proves
// that every other variant has that schema object.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { limits } from '../../../../shared/domain/engagement/contact-limits.ts';
import { identity } from '../../../../shared/domain/engagement/identity.ts';
import { reattemptsSchema } from '../../../../shared/domain/engagement/reattempts.ts';
import { smsEngagementSchema } from '../../../../shared/domain/engagement/sms.ts';
import { voiceVariants } from '../../../../shared/domain/engagement/voice.ts';

const variants = { ...voiceVariants, sms: smsEngagementSchema };
type Variant = keyof typeof variants;

const everyEngagement = [...Object.keys(identity), ...Object.keys(limits)];
const everyVoiceEngagement = [
  ...everyEngagement,
  'channel',
  'queueId',
  'callOrder',
  'displayNumbers',
  'phoneTypes',
  'taskLifetimeHours',
  'callSettings.ringTimeoutSeconds',
  'callSettings.maximumCallMinutes',
  ...Object.keys(reattemptsSchema.shape)
    .filter((name) => name !== 'reasons')
    .map((name) => `reattempts.${name}`),
];
const retriesMachines = 'reattempts.reasons';
const concurrent = 'callSettings.maximumConcurrentCalls';
const reserving = [
  'callSettings.answeringMachine',
  'callSettings.abandonedAfterSeconds',
  'callSettings.abandonedMessage',
  'rules.abandonmentRate',
];
const share = 'rules.percentageOfQueue';
const throttles = ['rules.abandonmentRate', 'rules.averageWait'];
const escalations = ['rules.escalationCount', 'rules.openEscalations'];
const aiFailure = 'callSettings.aiFailure';

interface Fields {
  /** The tests of these fields run on the variant itself. */
  own: string[];
  /** The tests of these fields run on the representative-led progressive variant. */
  fromProgressive?: string[];
  /** The tests of these fields run on the copilot variant. */
  fromCopilot?: string[];
}
const mode = ['dialMode', 'ledBy'];
const fields: Record<Variant, Fields> = {
  copilot: {
    own: [
      ...mode,
      concurrent,
      'callSettings.outsideQueueHours',
      aiFailure,
      ...throttles,
      ...escalations,
    ],
    fromProgressive: [...everyVoiceEngagement, retriesMachines],
  },
  preview: {
    own: [...mode, 'callSettings.start', 'callSettings.backlog', 'reattempts.reasons'],
    fromProgressive: [...everyVoiceEngagement, concurrent],
  },
  progressive: {
    own: [...everyVoiceEngagement, ...mode, retriesMachines, concurrent, ...reserving, share],
  },
  progressiveAi: {
    own: [...mode, 'callSettings.maximumCallsPerRepresentative'],
    fromProgressive: [...everyVoiceEngagement, retriesMachines, concurrent],
    fromCopilot: [aiFailure, ...throttles],
  },
  predictive: {
    own: mode,
    fromProgressive: [...everyVoiceEngagement, retriesMachines, concurrent, ...reserving, share],
  },
  predictiveAi: {
    own: mode,
    fromProgressive: [...everyVoiceEngagement, retriesMachines, concurrent, share],
    fromCopilot: [aiFailure, ...throttles],
  },
  sms: {
    own: [
      'channel',
      'ledBy',
      'queueId',
      'messageOrder',
      'firstResponseTimeoutMinutes',
      'message',
      'messageTemplateId',
      'phoneTypes',
    ],
    fromProgressive: everyEngagement,
    fromCopilot: ['rules.averageWait', ...escalations],
  },
};

/** The schema of each field; the fields of a group of fields have paths such as `rules.averageWait`. */
function schemasOf(variant: Variant): Map<string, unknown> {
  const groups = ['callSettings', 'reattempts', 'rules'];
  return new Map(
    Object.entries(variants[variant].shape).flatMap(([name, schema]): [string, unknown][] =>
      groups.includes(name) && schema instanceof z.ZodObject
        ? Object.entries(schema.shape).map(([field, inner]) => [`${name}.${field}`, inner])
        : [[name, schema]],
    ),
  );
}

test.each(Object.keys(variants) as Variant[])(
  'a %s engagement has its own fields and the schema objects of all fields that it shares',
  (variant) => {
    const { own, fromProgressive = [], fromCopilot = [] } = fields[variant];
    const schemas = schemasOf(variant);
    expect([...schemas.keys()].sort()).toEqual([...own, ...fromProgressive, ...fromCopilot].sort());
    for (const field of fromProgressive)
      expect(schemas.get(field), field).toBe(schemasOf('progressive').get(field));
    for (const field of fromCopilot)
      expect(schemas.get(field), field).toBe(schemasOf('copilot').get(field));
  },
);

test('an SMS engagement has the schema object of the quiet hours of voice engagements', () => {
  const quietHours = voiceVariants.progressive.shape.phoneTypes.element.shape.quietHours;
  expect(smsEngagementSchema.shape.phoneTypes.element.shape.quietHours).toBe(quietHours);
});
