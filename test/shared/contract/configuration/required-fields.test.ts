// Required fields: a missing one is reported, and nothing else.
import { describe, expect, test } from 'vitest';
import {
  aDocument,
  refused,
  type Variant,
  variantNames,
} from '../../../support/builders/document.ts';

const everyVoice = ['channel', 'dialMode', 'name', 'queueId', 'workstreamId'];
const required: Record<Variant, string[]> = {
  copilot: everyVoice,
  preview: everyVoice,
  progressive: everyVoice,
  progressiveAi: everyVoice,
  predictive: everyVoice,
  predictiveAi: everyVoice,
  sms: ['channel', 'message', 'name', 'workstreamId'],
  workstream: ['name', 'numberType', 'phoneNumber'],
  queue: ['name'],
  dispositionCode: ['name'],
  messageTemplate: ['name', 'text'],
  cancellationPolicy: ['name'],
};

describe.each(variantNames)('%s', (variant) => {
  test.each(required[variant])('requires its %s', (name) => {
    const issues = refused(variant, aDocument(variant, { [name]: undefined }));
    expect(issues.map(({ path }) => path)).toEqual([name]);
    expect(issues[0]?.message).toMatch(/^(is missing; it must be|is required)/);
  });
});

test('a policy requires a criterion', () => {
  const document = aDocument('cancellationPolicy', { states: undefined });
  expect(refused('cancellationPolicy', document)).toMatchObject([
    {
      path: '',
      message: 'must have at least one criterion: engagementIds, countries, states or postalCodes',
    },
  ]);
});
