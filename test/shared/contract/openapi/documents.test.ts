// Compares the contract with the reader of documents: both get the same documents.
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readDocument, readProfile } from '../../../../shared/contract/configuration/documents.ts';
import { createOpenApiDocument } from '../../../../shared/contract/openapi/document.ts';
import { isKnown } from '../../../../shared/errors.ts';

type Json = Record<string, unknown>;

const { schemas } = createOpenApiDocument('https://contoso.example/api').components;
const $defs = JSON.parse(
  JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/'),
) as Record<string, z.core.JSONSchema.JSONSchema>;

/** A schema that is built only from the published contract. */
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

/** Copies of the document, each without one property, at every depth. */
function* omitEachProperty(document: Json): Generator<{ path: string; document: Json }> {
  for (const [name, value] of Object.entries(document)) {
    const { [name]: _left, ...rest } = document;
    yield { path: name, document: rest };
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    for (const inner of omitEachProperty(value as Json)) {
      yield { path: `${name}.${inner.path}`, document: { ...document, [name]: inner.document } };
    }
  }
}

describe.each(Object.entries(engagements))('a %s engagement', (_name, given: Json) => {
  test('fits the contract with required fields only, and as stored', () => {
    expect(isRead(given)).toBe(true);
    expect(fits(given)).toBe(true);
    expect(fits(whole(given))).toBe(true);
  });
  test('fits the input contract as returned', () => {
    const answer = { ...whole(given), lifecycle: { status: 'draft' } };
    expect(shown.safeParse(answer).error).toBeUndefined();
    expect(fits(answer)).toBe(true);
    expect(shown.safeParse(given).success).toBe(false);
  });
  test('may omit a field exactly if the contract makes it optional', () => {
    for (const { path, document } of omitEachProperty(whole(given))) {
      // A JSON schema cannot express that one of two fields is required.
      if (path === 'message') continue;
      expect([path, fits(document)]).toEqual([path, isRead(document)]);
    }
  });
  test('does not fit the contract with an unknown field or an invalid value', () => {
    const settings = { ...(given['callSettings'] as Json | undefined), answeringMachines: {} };
    expect(fits({ ...given, callSettings: settings })).toBe(false);
    expect(fits({ ...given, callsOrder: 'firstInFirstOut' })).toBe(false);
    expect(fits({ ...given, priority: 'urgent' })).toBe(false);
    expect(fits({ ...given, channel: 'fax' })).toBe(false);
  });
});

test('a field of another variant does not fit the contract', () => {
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
] as const)(
  'a %s may omit a field exactly if the contract makes it optional',
  (kind, name, given: Json) => {
    const reading = readDocument(kind, 'one', given);
    if (reading.kind === 'invalid') throw new Error(JSON.stringify(reading.issues));
    expect(contract(`${name}Input`).safeParse(given).error).toBeUndefined();
    expect(contract(name).safeParse(reading.value).error).toBeUndefined();
    for (const { path, document } of omitEachProperty(reading.value)) {
      const { kind: read } = readDocument(kind, 'one', document);
      // A JSON schema cannot express that one of four criteria is required.
      if (kind === 'cancellationPolicy' && path === 'states') continue;
      const { success } = contract(`${name}Input`).safeParse(document);
      expect([path, success]).toEqual([path, read === 'valid']);
    }
  },
);

test('a representative fits the input contract as returned', () => {
  const presence = { status: 'away', since: '2026-11-24T17:00:00.000Z' };
  const given = {
    id: 'grace',
    name: 'Grace',
    address: '8:acs:grace',
    queues: ['renewals'],
    skills: [],
  };
  const answer = { ...given, kind: 'representative', schemaVersion: 1, presence };
  expect(contract('Representative').safeParse(answer).error).toBeUndefined();
  expect(contract('RepresentativeInput').safeParse(answer).error).toBeUndefined();
  expect(readProfile('grace', answer)).toEqual(given);
  for (const invalid of [{ presence: 'available' }, { type: 'queue' }, { schemaVersion: 2 }]) {
    expect(() => readProfile('grace', { ...given, ...invalid })).toThrow();
  }
});

test('a representative may omit a field exactly if the contract makes it optional', () => {
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
  for (const { path, document } of omitEachProperty(given)) {
    const { success } = contract('RepresentativeInput').safeParse(document);
    expect([path, success]).toEqual([path, isProfile(document)]);
  }
});

test('the contract contains the defaults', () => {
  expect(schemas['ReattemptsInput']?.properties).toMatchObject({
    attempts: { default: 1 },
    smsFollowUp: { default: null },
  });
  expect(schemas['CopilotEngagementInput']?.properties?.['ledBy']).toMatchObject({ default: 'ai' });
});
