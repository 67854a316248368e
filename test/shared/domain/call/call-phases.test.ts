// Events of a call that arrive early, late, twice or from another connection.
import { describe, expect, test } from 'vitest';
import { decide } from '../../../../shared/domain/call/decide.ts';
import { meaningOf, reattemptReasonOf } from '../../../../shared/domain/outcome/result.ts';
import { later, SECOND } from '../../../../shared/domain/values/time.ts';
import { aCall, aCallPlan, callDeadline } from '../../../support/builders/call.ts';
import { noon } from '../../../support/builders/instants.ts';
import { after, event } from '../../../support/builders/call-events.ts';

const planWithScreening = aCallPlan({ detection: 'speech' });
const planWithPrompts = aCallPlan({
  detection: 'speech',
  voicemailPrompt: 'Please call us back.',
  abandonedMessage: 'We are sorry.',
});
const machineGreeting = 'You have reached our mailbox, please leave a message after the tone';

describe('placing a call', () => {
  test('sets the deadline two minutes past the request, because a call without a response rings that long', () => {
    expect(decide(aCall({ status: 'queued' }), event('placing'))).toMatchObject({
      next: { status: 'placing', deadlineAt: later(noon, 135 * SECOND) },
      effects: [],
    });
  });

  test('starts the ring time when the call is placed', () => {
    expect(decide(aCall({ status: 'placing' }), event('placed'))).toMatchObject({
      next: {
        status: 'ringing',
        connectionId: 'connection-1',
        deadlineAt: later(noon, 30 * SECOND),
      },
      effects: [],
    });
  });

  test('ignores the placed event if the answer arrived first', () => {
    const answered = after(aCall({ status: 'placing' }), event('answered'));
    expect(answered).toMatchObject({ status: 'bridging', connectionId: 'connection-1' });
    expect(decide(answered, event('placed'))).toEqual({ kind: 'ignore', reason: 'outOfOrder' });
  });

  test('ends a refused call with the result and diagnostics of the service', () => {
    const failure = event('failed', {
      connectionId: null,
      result: 'CallFailed',
      diagnostics: '500/10001',
    });
    expect(decide(aCall({ status: 'placing' }), failure)).toMatchObject({
      next: { status: 'ended', result: 'CallFailed', facts: { diagnostics: '500/10001' } },
      effects: [{ kind: 'settle' }],
    });
  });

  test('ends a withdrawn call as Cancelled with the time of the next allowed attempt', () => {
    const againFrom = later(noon, SECOND);
    const decision = decide(aCall({ status: 'placing' }), event('withdrawn', { againFrom }));
    expect(decision).toMatchObject({ next: { status: 'ended', result: 'Cancelled', againFrom } });
  });
});

describe('the event disconnected', () => {
  test('is ignored when repeated, and the first result is kept', () => {
    const ended = after(aCall({ status: 'ringing' }), event('disconnected', { result: 'Busy' }));
    expect(ended).toMatchObject({ status: 'ended', result: 'Busy' });
    const repeated = event('disconnected', { result: 'CallFailed' });
    expect(decide(ended, repeated)).toEqual({ kind: 'ignore', reason: 'alreadyEnded' });
  });

  test('with CallEnded for a ringing call counts as reached and is not retried', () => {
    const decision = decide(
      aCall({ status: 'ringing' }),
      event('disconnected', { result: 'CallEnded' }),
    );
    expect(decision).toMatchObject({ next: { status: 'ended', result: 'CallEnded' } });
    expect(reattemptReasonOf.CallEnded).toBeNull();
    expect(meaningOf.CallEnded).toBe('reached');
  });

  test('from a foreign connection does not end the call', () => {
    const decision = decide(
      aCall({ status: 'talking' }),
      event('disconnected', { connectionId: 'connection-2' }),
    );
    expect(decision).toEqual({ kind: 'ignore', reason: 'foreignConnection' });
  });

  test.each([
    { status: 'screening', abandoned: true, result: 'LiveAnswer' },
    { status: 'bridging', abandoned: true, result: 'LiveAnswer' },
    { status: 'apologizing', abandoned: true, result: 'LiveAnswer' },
    { status: 'talking', abandoned: false, result: 'LiveAnswer' },
    { status: 'leavingVoicemail', abandoned: false, result: 'AnsweringMachineHangup' },
  ] as const)(
    'ends a $status call as $result with abandoned: $abandoned',
    ({ status, abandoned, result }) => {
      expect(decide(aCall({ status }), event('disconnected'))).toMatchObject({
        next: { status: 'ended', result, facts: { abandoned, answeredAt: noon } },
      });
    },
  );
});

describe('screening an answered call', () => {
  const screeningCall = after(
    aCall({ status: 'ringing', plan: planWithPrompts }),
    event('answered'),
  );

  test('listens to the greeting for the time in the plan', () => {
    expect(
      decide(aCall({ status: 'ringing', plan: planWithScreening }), event('answered')),
    ).toMatchObject({
      next: { status: 'screening', answeredAt: noon, deadlineAt: later(noon, 2 * SECOND) },
      effects: [{ kind: 'listen', connectionId: 'connection-1' }],
    });
  });

  test.each(['Hello?', null, ''])('adds the representative after the speech %j', (speech) => {
    expect(decide(screeningCall, event('heard', { speech }))).toMatchObject({
      next: { status: 'bridging', deadlineAt: later(noon, 5 * SECOND) },
      effects: [{ kind: 'addRepresentative', address: '8:acs:grace', withinMs: 5000 }],
    });
  });

  test('speaks the voicemail prompt to a machine; only a complete prompt counts as AnsweringMachine', () => {
    const heard = event('heard', { speech: machineGreeting });
    expect(decide(screeningCall, heard)).toMatchObject({
      next: { status: 'leavingVoicemail' },
      effects: [{ kind: 'speak', text: 'Please call us back.' }],
    });
    const afterPrompt = after(screeningCall, heard, event('promptOver', { spoken: true }));
    expect(afterPrompt).toMatchObject({ status: 'hangingUp', result: 'AnsweringMachine' });
    const afterCutPrompt = after(screeningCall, heard, event('promptOver', { spoken: false }));
    expect(afterCutPrompt).toMatchObject({ status: 'hangingUp', result: 'AnsweringMachineHangup' });
  });

  test('hangs up on a machine if the plan has no voicemail prompt', () => {
    const call = aCall({ status: 'screening', plan: planWithScreening });
    expect(decide(call, event('heard', { speech: machineGreeting }))).toMatchObject({
      next: {
        status: 'hangingUp',
        result: 'AnsweringMachineHangup',
        facts: { abandoned: false, greetingEndedAt: noon },
      },
      effects: [{ kind: 'hangUp' }],
    });
  });
});

describe('bridging a call', () => {
  const bridgingCall = aCall({ status: 'bridging', plan: planWithPrompts });

  test('marks the task as connected and sets the maximum duration when the representative joins', () => {
    expect(decide(bridgingCall, event('representativeJoined'))).toMatchObject({
      next: { status: 'talking', bridgedAt: noon, deadlineAt: later(noon, 7_200 * SECOND) },
      effects: [{ kind: 'markConnected' }],
    });
  });

  test.each([event('representativeMissing'), event('deadlinePassed', { now: callDeadline })])(
    'speaks the apology and abandons the call if the representative is missing ($kind)',
    (missing) => {
      expect(decide(bridgingCall, missing)).toMatchObject({
        next: { status: 'apologizing' },
        effects: [{ kind: 'speak', connectionId: 'connection-1', text: 'We are sorry.' }],
      });
      expect(after(bridgingCall, missing, event('promptOver'))).toMatchObject({
        status: 'hangingUp',
        result: 'LiveAnswer',
        facts: { abandoned: true, bridgedAt: null },
      });
    },
  );

  test('ignores a representative that joins during the apology', () => {
    const apologizing = aCall({ status: 'apologizing', plan: planWithPrompts });
    for (const late of [event('representativeJoined'), event('participants')]) {
      expect(decide(apologizing, late).kind).toBe('ignore');
    }
  });
});
