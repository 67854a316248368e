import { CallAutomationClient } from '@azure/communication-call-automation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, newNumber, place, placeAnswered, shownNumber, startApp } from './app.ts';

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const call = (phoneNumber: string, source: object, options = {}) =>
  app.calls.createCall({ targetParticipant: { phoneNumber }, ...source }, app.callbackUrl, options);

describe('the service refuses', () => {
  test('a request with a signature of another key, and one without a signature', async () => {
    const key = Buffer.from('another key').toString('base64');
    const otherKey = new CallAutomationClient(`endpoint=${app.acs.url};accesskey=${key}`, {
      allowInsecureConnection: true,
    });
    await expect(otherKey.getCallConnection('any').hangUp(true)).rejects.toMatchObject({
      statusCode: 401,
      code: 'Denied',
    });
    const plain = await fetch(`${app.acs.url}/sms?api-version=2021-03-07`, { method: 'POST' });
    expect(plain.status).toBe(401);
  });

  test('a body that was changed after the signature', async () => {
    const tampering = new CallAutomationClient(app.acs.connectionString, {
      allowInsecureConnection: true,
      additionalPolicies: [
        {
          position: 'perRetry',
          policy: {
            name: 'tamper',
            sendRequest: (request, next) => {
              request.body = '{"targets":[]}';
              return next(request);
            },
          },
        },
      ],
    });
    await expect(
      tampering.createCall(
        { targetParticipant: { communicationUserId: '8:acs:x' } },
        app.callbackUrl,
      ),
    ).rejects.toMatchObject({ statusCode: 401 });
  });

  test.each([
    ['an invalid number', '425-555', { sourceCallIdNumber: shownNumber }, {}],
    ['a telephone without a caller id', '+14255550100', {}, {}],
    ['an invalid caller id', '+14255550100', { sourceCallIdNumber: { phoneNumber: '5' } }, {}],
    [
      'a caller id together with a Teams source',
      '+14255550100',
      { sourceCallIdNumber: shownNumber },
      { teamsAppSource: { teamsAppId: 'account' } },
    ],
  ])('%s with 400/8523', async (_what, number, source, options) => {
    await expect(call(number, source, options)).rejects.toMatchObject({
      statusCode: 400,
      code: '8523',
    });
  });

  test('changes to a call that is terminating, but not reads', async () => {
    const { connection } = await placeAnswered(app);
    await connection.hangUp(true);
    await expect(connection.listParticipants()).rejects.toMatchObject({
      code: expect.stringMatching(/^(8528|8522)$/) as unknown,
    });
  });

  test('an unknown call with 404/8522', async () => {
    await expect(app.calls.getCallConnection('nope').hangUp(true)).rejects.toMatchObject({
      statusCode: 404,
      code: '8522',
    });
  });
});

describe('a source number', () => {
  test('has two lines: a third call is accepted and then fails with 603/560603', async () => {
    const source = { sourceCallIdNumber: { phoneNumber: newNumber() } };
    const target = newNumber();
    await app.person(target, { outcome: 'noAnswer' });
    const placed = [await call(target, source), await call(target, source)];
    const third = await call(target, source);
    const failed = await app.event(
      third.callConnectionProperties.callConnectionId!,
      'CreateCallFailed',
    );
    expect(failed.resultInformation).toMatchObject({ code: 603, subCode: 560_603 });
    for (const { callConnection, callConnectionProperties } of placed) {
      await callConnection.hangUp(true);
      await app.event(callConnectionProperties.callConnectionId!, 'CallDisconnected');
    }
    await app.person(target, { ringMs: 100 });
    const fourth = await call(target, source);
    await app.event(fourth.callConnectionProperties.callConnectionId!, 'CallConnected');
    await fourth.callConnection.hangUp(true);
    const { body } = await app.control('GET', '/calls');
    const counts = { peak: 2, total: 3, refused: 1 };
    expect(body).toMatchObject({ sources: { [source.sourceCallIdNumber.phoneNumber]: counts } });
  });
});

describe('a repeated request', () => {
  test('with the same repeatability id places no second call', async () => {
    const repeating = new CallAutomationClient(app.acs.connectionString, {
      allowInsecureConnection: true,
      additionalPolicies: [
        {
          position: 'perCall',
          policy: {
            name: 'own-repeatability-id',
            sendRequest: (request, next) => {
              request.headers.set('repeatability-request-id', 'attempt-42');
              return next(request);
            },
          },
        },
      ],
    });
    const target = newNumber();
    await app.person(target, { outcome: 'noAnswer' });
    const repeat = () =>
      repeating.createCall(
        {
          targetParticipant: { phoneNumber: target },
          sourceCallIdNumber: { phoneNumber: newNumber() },
        },
        app.callbackUrl,
      );
    const [first, second] = [await repeat(), await repeat()];
    expect(second.callConnectionProperties.callConnectionId).toBe(
      first.callConnectionProperties.callConnectionId,
    );
    await app.calls
      .getCallConnection(first.callConnectionProperties.callConnectionId!)
      .hangUp(true);
  });

  test('after a lost response finds the placed call', async () => {
    await app.disorder({ answerLost: 1 });
    await expect(place(app, { ringMs: 300 }, 'lost')).rejects.toThrow();
    await app.control('DELETE', '/disorder');
    const { data } = await app.events.find(
      'the answer of the lost call',
      ({ type, data: { operationContext } }) =>
        operationContext === 'lost' && type.endsWith('CallConnected'),
    );
    await app.calls.getCallConnection(data.callConnectionId).hangUp(true);
  });
});
