// A call without an answer: the engine hangs up, and late events of the network may contradict the result.
import { describe, expect, test } from 'vitest';
import { type Call, holdsLine } from '../../../../shared/domain/call/call.ts';
import { decide } from '../../../../shared/domain/call/decide.ts';
import { noFacts } from '../../../../shared/domain/task/delivery.ts';
import { later, SECOND } from '../../../../shared/domain/values/time.ts';
import { aCall, callDeadline } from '../../../support/builders/call.ts';
import { after, event } from '../../../support/builders/call-events.ts';

describe('a call that rang out', () => {
  const rungOut = after(
    aCall({ status: 'ringing' }),
    event('deadlinePassed', { now: callDeadline }),
  );

  test.each(['Busy', 'CallFailed', 'InvalidAddress', 'LiveAnswer'] as const)(
    'keeps the result NoAnswer when the network reports %s',
    (result) => {
      const decision = decide(rungOut, event('disconnected', { result, diagnostics: '487' }));
      expect(decision).toMatchObject({
        next: {
          status: 'ended',
          result: 'NoAnswer',
          endedAt: callDeadline,
          facts: { diagnostics: '487', answeredAt: null },
        },
      });
    },
  );

  test('hangs up again on a late answer and adds no representative', () => {
    const now = later(callDeadline, 3 * SECOND);
    expect(decide(rungOut, event('answered', { now }))).toEqual({
      kind: 'apply',
      next: { ...rungOut, deadlineAt: later(now, 10 * SECOND) },
      effects: [{ kind: 'hangUp', connectionId: 'connection-1' }],
    });
  });

  /** Passes the deadlines of the call until it ends, without any other event. */
  function passDeadlines(initial: Call) {
    let [call, hangUps] = [initial, 0];
    while ('deadlineAt' in call && call.status === 'hangingUp') {
      const decision = decide(call, event('deadlinePassed', { now: call.deadlineAt }));
      if (decision.kind === 'ignore') throw new Error('The call ignored its deadline.');
      hangUps += decision.effects.filter(({ kind }) => kind === 'hangUp').length;
      call = decision.next;
    }
    return { call, hangUps };
  }

  test('keeps its line through eleven failed hang-ups and then ends as NoAnswer', () => {
    const stillRinging = after(
      rungOut,
      ...[...Array(11).keys()].map((n) =>
        event('deadlinePassed', { now: later(callDeadline, (n + 1) * 10 * SECOND) }),
      ),
    );
    expect(holdsLine[stillRinging.status]).toBe(true);
    const { call, hangUps } = passDeadlines(rungOut);
    expect(hangUps).toBe(11);
    expect(call).toMatchObject({ status: 'ended', result: 'NoAnswer', endedAt: callDeadline });
  });

  test('restarts the hang-up attempts if an answer arrives at the last attempt', () => {
    const lastAttempt = aCall({
      status: 'hangingUp',
      tries: 12,
      result: 'NoAnswer',
      facts: noFacts,
    });
    expect(passDeadlines(lastAttempt).hangUps).toBe(0);
    expect(passDeadlines(after(lastAttempt, event('answered'))).hangUps).toBe(11);
  });
});
