// The contract says of a document what its reader says: each is asked of the same documents.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readDocument, readProfile } from '../../../../shared/contract/configuration/documents.ts';
import { openapi } from '../../../../shared/contract/openapi/document.ts';
import { isKnown } from '../../../../shared/errors.ts';

type Json = Record<string, unknown>;

const { schemas } = openapi('https://contoso.example/api').components;
const $defs = JSON.parse(
  JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/'),
) as Record<string, z.core.JSONSchema.JSONSchema>;

/** Reads the contract back: a check of its own, made of nothing but what callers are told. */
const contract = (name: string): z.ZodType => z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs });
const input = contract('EngagementInput');
const shown = contract('Engagement');

const identity = { name: 'Spring renewals', workstreamId: 'outbound-us' };
const voice = { ...identity, channel: 'voice', queueId: 'renewals' };
const engagements = {
  copilot: { ...voice, dialMode: 'copilot', rules: { averageWait: { seconds: 30 } } },
  preview: { ...voice, dialMode: 'preview', callSettings: { start: { kind: 'timer' } } },
  progressive: { ...voice, dialMode: 'progressive', rules: { abandonmentRate: { percent: 3 } } },
  'progressive, led by AI': { ...voice, dialMode: 'progressive', ledBy: 'ai' },
  predictive: { ...voice, dialMode: 'predictive', frequencyLimits: { perDay: 2 } },
  'predictive, led by AI': {
    ...voice,
    dialMode: 'predictive',
    ledBy: 'ai',
    callSettings: { aiFailure: { action: 'continue' } },
  },
  SMS: { ...identity, channel: 'sms', message: 'Hello {{FirstName}}' },
};

const fits = (document: unknown) => input.safeParse(document).success;
const isRead = (document: unknown) =>
  readDocument('engagement', 'spring', document).kind === 'valid';
const whole = (document: Json): Json => {
  const reading = readDocument('engagement', 'spring', document);
  if (reading.kind === 'valid') return reading.value;
  throw new Error(JSON.stringify(reading.issues));
};

/** The document without each of its properties in turn, at every depth. */
function* lacking(document: Json): Generator<{ path: string; document: Json }> {
  for (const [name, value] of Object.entries(document)) {
    const { [name]: _left, ...rest } = document;
    yield { path: name, document: rest };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    for (const inner of lacking(value as Json)) {
      yield { path: `${name}.${inner.path}`, document: { ...document, [name]: inner.document } };
    }
  }
}

describe.each(Object.entries(engagements))('an engagement: %s', (_name, given: Json) => {
  test('fits as little as is needed, and as it is stored', () => {
    expect(isRead(given)).toBe(true);
    expect(fits(given)).toBe(true);
    expect(fits(whole(given))).toBe(true);
  });
  test('may be written back as it is shown', () => {
    const answer = { ...whole(given), lifecycle: { status: 'draft' } };
    expect(shown.safeParse(answer).error).toBeUndefined();
    expect(fits(answer)).toBe(true);
    expect(shown.safeParse(given).success).toBe(false);
  });
  test('may lack what the contract says it may lack, and nothing else', () => {
    for (const { path, document } of lacking(whole(given))) {
      // That one of two has to be given is more than a schema can say.
      if (path === 'message') continue;
      expect([path, fits(document)]).toEqual([path, isRead(document)]);
    }
  });
  test('with a setting of another mode, an unknown one or a bad value does not fit', () => {
    const settings = { ...(given['callSettings'] as Json | undefined), answeringMachines: {} };
    expect(fits({ ...given, callSettings: settings })).toBe(false);
    expect(fits({ ...given, callsOrder: 'firstInFirstOut' })).toBe(false);
    expect(fits({ ...given, priority: 'urgent' })).toBe(false);
    expect(fits({ ...given, channel: 'fax' })).toBe(false);
  });
});

test('a setting that only another mode has does not fit', () => {
  const backlog = { callSettings: { backlog: 5 } };
  expect(fits({ ...engagements.preview, ...backlog })).toBe(true);
  expect(fits({ ...engagements.progressive, ...backlog })).toBe(false);
});

test.each([
  [
    'workstream',
    'Workstream',
    { name: 'US', phoneNumber: '+18005550100', numberType: 'teamsPhone' },
  ],
  ['queue', 'Queue', { name: 'Renewals' }],
  ['dispositionCode', 'DispositionCode', { name: 'Wrong person' }],
  ['messageTemplate', 'MessageTemplate', { name: 'Reminder', text: 'Hello' }],
  ['cancellationPolicy', 'CancellationPolicy', { name: 'Storm', states: ['FL'] }],
] as const)('a %s may lack what the contract says it may lack', (kind, name, given: Json) => {
  const reading = readDocument(kind, 'one', given);
  if (reading.kind === 'faulty') throw new Error(JSON.stringify(reading.issues));
  expect(contract(`${name}Input`).safeParse(given).error).toBeUndefined();
  expect(contract(name).safeParse(reading.value).error).toBeUndefined();
  for (const { path, document } of lacking(reading.value)) {
    const { kind: read } = readDocument(kind, 'one', document);
    // That a policy needs one criterion of four is more than a schema can say.
    if (kind === 'cancellationPolicy' && path === 'states') continue;
    const { success } = contract(`${name}Input`).safeParse(document);
    expect([path, success]).toEqual([path, read === 'valid']);
  }
});

test('what is shown of a representative may be written back', () => {
  const presence = { status: 'away', since: '2026-11-24T17:00:00.000Z' };
  const given = {
    id: 'grace',
    name: 'Grace',
    address: '8:acs:grace',
    queues: ['renewals'],
    skills: [],
  };
  const answer = { ...given, type: 'representative', schemaVersion: 1, presence };
  expect(contract('Representative').safeParse(answer).error).toBeUndefined();
  expect(contract('RepresentativeInput').safeParse(answer).error).toBeUndefined();
  expect(readProfile('grace', answer)).toEqual(given);
  for (const strange of [{ presence: 'available' }, { type: 'queue' }, { schemaVersion: 2 }]) {
    expect(() => readProfile('grace', { ...given, ...strange })).toThrow();
  }
});

test('so may a representative', () => {
  const given = { id: 'grace', name: 'Grace', address: '8:acs:grace', queues: [], skills: [] };
  const isProfile = (document: unknown): boolean => {
    try {
      readProfile('grace', document);
      return true;
    } catch (error) {
      if (isKnown(error)) return false;
      throw error;
    }
  };
  for (const { path, document } of lacking(given)) {
    const { success } = contract('RepresentativeInput').safeParse(document);
    expect([path, success]).toEqual([path, isProfile(document)]);
  }
});

test('defaults are told where they are filled in', () => {
  expect(schemas['ReattemptsInput']?.properties).toMatchObject({
    attempts: { default: 1 },
    smsFollowUp: { default: null },
  });
  expect(schemas['CopilotEngagementInput']?.properties?.['ledBy']).toMatchObject({ default: 'ai' });
});
