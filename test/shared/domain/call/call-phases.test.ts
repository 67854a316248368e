// What really happens on the wire: early, late, twice, or of another call.
import { describe, expect, test } from 'vitest';
import { decide } from '../../../../shared/domain/call/decide.ts';
import { meaningOf, reattemptReasonOf } from '../../../../shared/domain/outcome/result.ts';
import { later, SECOND } from '../../../../shared/domain/values/time.ts';
import { aCall, aCallPlan, callDeadline } from '../../../support/builders/call.ts';
import { noon } from '../../../support/builders/instants.ts';
import { after, event } from '../../../support/builders/call-events.ts';

const listens = aCallPlan({ detection: 'speech' });
const speaks = aCallPlan({
  detection: 'speech',
  voicemailPrompt: 'Please call us back.',
  abandonedMessage: 'We are sorry.',
});
const machine = 'You have reached our mailbox, please leave a message after the tone';

describe('placing', () => {
  test('leaves two minutes beyond the asking, since a call of which we never heard rings that long', () => {
    expect(decide(aCall({ status: 'queued' }), event('placing'))).toMatchObject({
      next: { status: 'placing', deadlineAt: later(noon, 135 * SECOND) },
      effects: [],
    });
  });

  test('the ring timer starts when the call is placed', () => {
    expect(decide(aCall({ status: 'placing' }), event('placed'))).toMatchObject({
      next: {
        status: 'ringing',
        connectionId: 'connection-1',
        deadlineAt: later(noon, 30 * SECOND),
      },
      effects: [],
    });
  });

  test('the answer overtakes our record of placing, and the late record changes nothing', () => {
    const answered = after(aCall({ status: 'placing' }), event('answered'));
    expect(answered).toMatchObject({ status: 'bridging', connectionId: 'connection-1' });
    expect(decide(answered, event('placed'))).toEqual({ kind: 'ignore', reason: 'outOfOrder' });
  });

  test('a call that the service refused ends with the reason that the service gave', () => {
    const refused = event('failed', {
      connectionId: null,
      result: 'CallFailed',
      diagnostics: '500/10001',
    });
    expect(decide(aCall({ status: 'placing' }), refused)).toMatchObject({
      next: { status: 'ended', result: 'CallFailed', facts: { diagnostics: '500/10001' } },
      effects: [{ kind: 'settle' }],
    });
  });

  test('a withdrawn call ends as Cancelled and says from when its number may be tried again', () => {
    const againFrom = later(noon, SECOND);
    const decision = decide(aCall({ status: 'placing' }), event('withdrawn', { againFrom }));
    expect(decision).toMatchObject({ next: { status: 'ended', result: 'Cancelled', againFrom } });
  });
});

describe('CallDisconnected', () => {
  test('repeated is ignored, and the first one stands', () => {
    const ended = after(aCall({ status: 'ringing' }), event('disconnected', { result: 'Busy' }));
    expect(ended).toMatchObject({ status: 'ended', result: 'Busy' });
    const again = event('disconnected', { result: 'CallFailed' });
    expect(decide(ended, again)).toEqual({ kind: 'ignore', reason: 'alreadyEnded' });
  });

  test('of a call that was answered, though its answer was lost on the way, is no failure that is tried again', () => {
    const decision = decide(
      aCall({ status: 'ringing' }),
      event('disconnected', { result: 'CallEnded' }),
    );
    expect(decision).toMatchObject({ next: { status: 'ended', result: 'CallEnded' } });
    expect(reattemptReasonOf.CallEnded).toBeNull();
    expect(meaningOf.CallEnded).toBe('reached');
  });

  test('of a foreign connection does not end the call', () => {
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
    'while $status means $result, abandoned: $abandoned',
    ({ status, abandoned, result }) => {
      expect(decide(aCall({ status }), event('disconnected'))).toMatchObject({
        next: { status: 'ended', result, facts: { abandoned, answeredAt: noon } },
      });
    },
  );
});

describe('screening', () => {
  const screening = after(aCall({ status: 'ringing', plan: speaks }), event('answered'));

  test('listens to the greeting for as long as the plan says', () => {
    expect(decide(aCall({ status: 'ringing', plan: listens }), event('answered'))).toMatchObject({
      next: { status: 'screening', answeredAt: noon, deadlineAt: later(noon, 2 * SECOND) },
      effects: [{ kind: 'listen', connectionId: 'connection-1' }],
    });
  });

  test.each(['Hello?', null, ''])('%j is a person: the representative is added', (speech) => {
    expect(decide(screening, event('heard', { speech }))).toMatchObject({
      next: { status: 'bridging', deadlineAt: later(noon, 5 * SECOND) },
      effects: [{ kind: 'addRepresentative', address: '8:acs:grace', withinMs: 5000 }],
    });
  });

  test('a machine is spoken to where there is something to say, and that is a voicemail left', () => {
    const heard = event('heard', { speech: machine });
    expect(decide(screening, heard)).toMatchObject({
      next: { status: 'leavingVoicemail' },
      effects: [{ kind: 'speak', text: 'Please call us back.' }],
    });
    const left = after(screening, heard, event('promptOver', { spoken: true }));
    expect(left).toMatchObject({ status: 'hangingUp', result: 'AnsweringMachine' });
    const cut = after(screening, heard, event('promptOver', { spoken: false }));
    expect(cut).toMatchObject({ status: 'hangingUp', result: 'AnsweringMachineHangup' });
  });

  test('a machine is hung up on where there is nothing to say', () => {
    const call = aCall({ status: 'screening', plan: listens });
    expect(decide(call, event('heard', { speech: machine }))).toMatchObject({
      next: {
        status: 'hangingUp',
        result: 'AnsweringMachineHangup',
        facts: { abandoned: false, greetingEndedAt: noon },
      },
      effects: [{ kind: 'hangUp' }],
    });
  });
});

describe('bridging', () => {
  const bridging = aCall({ status: 'bridging', plan: speaks });

  test('the joining of the representative is noted with the task, and the call may last its time', () => {
    expect(decide(bridging, event('representativeJoined'))).toMatchObject({
      next: { status: 'talking', bridgedAt: noon, deadlineAt: later(noon, 7_200 * SECOND) },
      effects: [{ kind: 'markConnected' }],
    });
  });

  test.each([event('representativeMissing'), event('deadlinePassed', { now: callDeadline })])(
    'nobody came ($kind): the person hears the apology, and the call is abandoned',
    (nobody) => {
      expect(decide(bridging, nobody)).toMatchObject({
        next: { status: 'apologizing' },
        effects: [{ kind: 'speak', connectionId: 'connection-1', text: 'We are sorry.' }],
      });
      expect(after(bridging, nobody, event('promptOver'))).toMatchObject({
        status: 'hangingUp',
        result: 'LiveAnswer',
        facts: { abandoned: true, bridgedAt: null },
      });
    },
  );

  test('a representative who comes during the apology comes too late', () => {
    const apologizing = aCall({ status: 'apologizing', plan: speaks });
    for (const late of [event('representativeJoined'), event('participants')]) {
      expect(decide(apologizing, late).kind).toBe('ignore');
    }
  });
});
