import { type CallMediaRecognizeOptions } from '@azure/communication-call-automation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, type Placed, placeAnswered, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const question = { kind: 'textSource' as const, text: 'Do you want to renew?', voiceName: 'x' };
const choices = [
  { label: 'Renew', phrases: ['yes', 'renew it'], tone: 'one' },
  { label: 'Cancel', phrases: ['no', 'cancel'], tone: 'two' },
];

type Asked = Parameters<ReturnType<Placed['connection']['getCallMedia']>['startRecognizing']>[1];

async function ask(placed: Placed, options: object) {
  const asked = { operationContext: 'ask', playPrompt: question, ...options };
  await placed.connection
    .getCallMedia()
    .startRecognizing({ phoneNumber: placed.number }, asked as unknown as Asked);
}
const askToChoose = (placed: Placed, more: Partial<CallMediaRecognizeOptions> = {}) =>
  ask(placed, { kind: 'callMediaRecognizeChoiceOptions', choices, ...more });

describe('a choice', () => {
  test.each([
    ['by its phrase', { says: 'Yes, please!' }, 8545, 'Renew', 'yes'],
    ['by a sentence with its phrase', { says: 'I want to cancel' }, 8545, 'Cancel', 'cancel'],
  ])('is recognized %s', async (_how, person, subCode, label, recognizedPhrase) => {
    const placed = await placeAnswered(app, person);
    await askToChoose(placed);
    const made = await app.event(placed.id, 'RecognizeCompleted', 'ask');
    expect(made).toMatchObject({
      resultInformation: { code: 200, subCode },
      recognitionType: 'choices',
      choiceResult: { label, recognizedPhrase },
    });
    await placed.connection.hangUp(true);
  });

  test('is recognized by its key, without a phrase', async () => {
    const placed = await placeAnswered(app, { keys: '2', says: 'yes' });
    await askToChoose(placed);
    const made = await app.event(placed.id, 'RecognizeCompleted', 'ask');
    expect(made).toMatchObject({
      resultInformation: { code: 200, subCode: 8533 },
      recognitionType: 'choices',
      choiceResult: { label: 'Cancel' },
    });
    expect(JSON.stringify(made)).not.toContain('recognizedPhrase');
    await placed.connection.hangUp(true);
  });

  test.each([
    ['a key of no choice', { keys: '7' }, 500, 8534],
    ['words of no choice', { says: 'Nothing, notably' }, 400, 8547],
    ['only a greeting', {}, 400, 8547],
    ['silence', { outcome: 'machine', greetingMs: 10 }, 400, 8510],
    ['the tone of a fax', { outcome: 'fax' }, 400, 8563],
  ])('fails on %s', async (_what, person, code, subCode) => {
    const placed = await placeAnswered(app, person);
    await app.event(placed.id, 'ParticipantsUpdated');
    await askToChoose(placed);
    const failed = await app.event(placed.id, 'RecognizeFailed', 'ask');
    expect(failed.resultInformation).toMatchObject({ code, subCode });
    await placed.connection.hangUp(true);
  });

  test('without choices is refused', async () => {
    const placed = await placeAnswered(app);
    await expect(ask(placed, { kind: 'callMediaRecognizeChoiceOptions' })).rejects.toMatchObject({
      code: '8523',
      message: expect.stringContaining('choices') as unknown,
    });
    await placed.connection.hangUp(true);
  });
});

describe('recognition of speech or keys', () => {
  test.each([
    ['keys', { keys: '12', says: 'yes' }, 8531, { dtmfResult: { tones: ['one', 'two'] } }],
    ['words', { says: 'yes' }, 8569, { speechResult: { speech: 'yes' } }],
  ])('completes with %s', async (_what, person, subCode, heard) => {
    const placed = await placeAnswered(app, person);
    await ask(placed, { kind: 'callMediaRecognizeSpeechOrDtmfOptions', maxTonesToCollect: 2 });
    const completed = await app.event(placed.id, 'RecognizeCompleted', 'ask');
    expect(completed).toMatchObject({ resultInformation: { subCode }, ...heard });
    await placed.connection.hangUp(true);
  });
});

test('a stop tone ends the collection of keys', async () => {
  const placed = await placeAnswered(app, { keys: '12#3' });
  const keys = { maxTonesToCollect: 9, stopDtmfTones: ['pound'] };
  await ask(placed, { kind: 'callMediaRecognizeDtmfOptions', ...keys });
  const { resultInformation, dtmfResult } = await app.event(placed.id, 'RecognizeCompleted');
  expect(resultInformation).toMatchObject({ code: 200, subCode: 8514 });
  expect(dtmfResult.tones).toEqual(['one', 'two']);
  await placed.connection.hangUp(true);
});
