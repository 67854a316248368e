import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, newNumber, type Placed, place, placeAnswered, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const text = (words: string) => [{ kind: 'textSource' as const, text: words, voiceName: 'en-US' }];

function listen(placed: Placed, context: string, more = {}) {
  return placed.connection.getCallMedia().startRecognizing(
    { phoneNumber: placed.number },
    {
      kind: 'callMediaRecognizeSpeechOptions',
      endSilenceTimeoutInSeconds: 1,
      initialSilenceTimeoutInSeconds: 10,
      operationContext: context,
      ...more,
    },
  );
}
const pressKeys = (placed: Placed, context: string, maxTonesToCollect: number) =>
  placed.connection.getCallMedia().startRecognizing(
    { phoneNumber: placed.number },
    {
      kind: 'callMediaRecognizeDtmfOptions',
      maxTonesToCollect,
      initialSilenceTimeoutInSeconds: 4,
      operationContext: context,
    },
  );

async function heardBy(number: string) {
  const { body } = await app.control('GET', '/journal?direction=heard');
  const { entries } = body as { entries: { path: string; body: Record<string, unknown> }[] };
  return entries.filter(({ path }) => path === number).map(({ body: heard }) => heard);
}

describe('recognition of speech', () => {
  test('completes with the Hello? of a person after the end silence', async () => {
    const placed = await placeAnswered(app);
    await listen(placed, 'hello');
    const { resultInformation, speechResult } = await app.event(
      placed.id,
      'RecognizeCompleted',
      'hello',
    );
    expect(resultInformation).toMatchObject({ code: 200, subCode: 8569 });
    expect(speechResult.speech).toBe('Hello?');
    await placed.connection.hangUp(true);
  });

  test('completes with the greeting of a machine, and a later play is recorded after the tone', async () => {
    const placed = await placeAnswered(app, { outcome: 'machine', greetingMs: 10_000 });
    const answeredAt = app.clock.now();
    await listen(placed, 'greeting');
    const { speechResult } = await app.event(placed.id, 'RecognizeCompleted', 'greeting');
    expect(app.clock.now() - answeredAt).toBeGreaterThan(5000);
    expect(speechResult.speech).toContain('please leave a message after the tone');
    await placed.connection.getCallMedia().playToAll(text('Call us back.'), {
      operationContext: 'voicemail',
    });
    await app.event(placed.id, 'PlayCompleted', 'voicemail');
    expect(await heardBy(placed.number)).toEqual([
      { callConnectionId: placed.id, text: 'Call us back.', part: 'afterTone', complete: true },
    ]);
    await placed.connection.hangUp(true);
  });

  test('after the tone of a machine fails with initial silence', async () => {
    const placed = await placeAnswered(app, { outcome: 'machine', greetingMs: 10 });
    await app.event(placed.id, 'ParticipantsUpdated');
    await listen(placed, 'silence', { initialSilenceTimeoutInSeconds: 2 });
    const failed = await app.event(placed.id, 'RecognizeFailed', 'silence');
    expect(failed.resultInformation).toMatchObject({ code: 400, subCode: 8510 });
    await placed.connection.hangUp(true);
  });

  test('of a fax tone fails with 8563', async () => {
    const placed = await placeAnswered(app, { outcome: 'fax' });
    await listen(placed, 'tone');
    const failed = await app.event(placed.id, 'RecognizeFailed', 'tone');
    expect(failed.resultInformation).toMatchObject({ code: 400, subCode: 8563 });
    await placed.connection.hangUp(true);
  });

  test('that runs when the customer hangs up fails with 8528 before the end of the call', async () => {
    const placed = await placeAnswered(app, { patienceMs: 8000 });
    await listen(placed, 'gone', { endSilenceTimeoutInSeconds: 10 });
    const failed = await app.event(placed.id, 'RecognizeFailed', 'gone');
    expect(failed.resultInformation.subCode).toBe(8528);
    await app.event(placed.id, 'CallDisconnected');
    await expect(listen(placed, 'late')).rejects.toMatchObject({ statusCode: 404, code: '8522' });
  });

  test('is refused during ringing, for a party outside the call, and without an AI resource', async () => {
    const ringing = await place(app, { outcome: 'noAnswer' });
    await expect(listen(ringing, 'early')).rejects.toMatchObject({ code: '8501' });
    await ringing.connection.hangUp(true);
    const placed = await placeAnswered(app);
    await expect(listen({ ...placed, number: newNumber() }, 'other')).rejects.toMatchObject({
      code: '8523',
    });
    await placed.connection.hangUp(true);

    const number = newNumber();
    await app.person(number, { ringMs: 100 });
    const { callConnection, callConnectionProperties } = await app.calls.createCall(
      {
        targetParticipant: { phoneNumber: number },
        sourceCallIdNumber: { phoneNumber: newNumber() },
      },
      app.callbackUrl,
    );
    await app.event(callConnectionProperties.callConnectionId!, 'CallConnected');
    const mute = { id: '', state: '', number, connection: callConnection };
    await expect(listen(mute, 'mute')).rejects.toMatchObject({ statusCode: 400, code: '8567' });
    await callConnection.hangUp(true);
  });
});

describe('recognition of keys', () => {
  test.each([
    ['1', 1, 200, 8531, ['one']],
    ['12#', 2, 200, 8531, ['one', 'two']],
    ['7', 2, 400, 8532, ['seven']],
  ])('collects %s up to %d keys', async (keys, limit, code, subCode, tones) => {
    const placed = await placeAnswered(app, { keys });
    await pressKeys(placed, 'keys', limit);
    const completed = await app.event(placed.id, 'RecognizeCompleted', 'keys');
    expect(completed.resultInformation).toMatchObject({ code, subCode });
    expect(completed.dtmfResult.tones).toEqual(tones);
    await placed.connection.hangUp(true);
  });

  test('fails with initial silence without a pressed key', async () => {
    const placed = await placeAnswered(app);
    await pressKeys(placed, 'none', 1);
    const failed = await app.event(placed.id, 'RecognizeFailed', 'none');
    expect(failed.resultInformation.subCode).toBe(8510);
    await placed.connection.hangUp(true);
  });
});

describe('media operations of one call', () => {
  test('run one after another, and a second recognition is refused as busy', async () => {
    const placed = await placeAnswered(app);
    const desk = placed.connection.getCallMedia();
    await desk.playToAll(text('Please hold the line.'), { operationContext: 'first' });
    await listen(placed, 'second', { endSilenceTimeoutInSeconds: 10 });
    await expect(listen(placed, 'third')).rejects.toMatchObject({ statusCode: 400, code: '8500' });
    await app.event(placed.id, 'RecognizeCompleted', 'second');
    const names = app.namesOf(placed.id);
    expect(names.indexOf('PlayCompleted')).toBeLessThan(names.indexOf('RecognizeCompleted'));
    await placed.connection.hangUp(true);
  });

  test('are canceled by cancelAllOperations and by an interrupting play', async () => {
    const placed = await placeAnswered(app);
    const desk = placed.connection.getCallMedia();
    await desk.playToAll(text('A very long text.'), { loop: true, operationContext: 'loop' });
    await listen(placed, 'waits');
    await desk.cancelAllOperations();
    const cancelled = await app.event(placed.id, 'PlayCanceled', 'loop');
    expect(cancelled.resultInformation).toMatchObject({ code: 400, subCode: 8508 });
    await app.event(placed.id, 'RecognizeCanceled', 'waits');
    await listen(placed, 'interrupted', { endSilenceTimeoutInSeconds: 10 });
    await desk.playToAll(text('Goodbye.'), {
      interruptCallMediaOperation: true,
      operationContext: 'goodbye',
    });
    await app.event(placed.id, 'RecognizeCanceled', 'interrupted');
    await app.event(placed.id, 'PlayCompleted', 'goodbye');
    await placed.connection.hangUp(true);
  });

  test('on single participants of a group call are refused while another one runs', async () => {
    await app.representative('group');
    const placed = await placeAnswered(app);
    await placed.connection.addParticipant({
      targetParticipant: { communicationUserId: '8:acs:group' },
    });
    await app.event(placed.id, 'AddParticipantSucceeded');
    const customer = [{ phoneNumber: placed.number }];
    await placed.connection.getCallMedia().play(text('A whisper. '.repeat(30)), customer);
    await expect(listen(placed, 'group')).rejects.toMatchObject({ statusCode: 412, code: '8583' });
    await placed.connection.hangUp(true);
  });
});
