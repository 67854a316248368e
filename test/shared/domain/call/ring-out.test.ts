// Nobody answered in time, and we gave up; the network may see it otherwise for a while.
import { describe, expect, test } from 'vitest';
import { type Call, holdsLine } from '../../../../shared/domain/call/call.ts';
import { decide } from '../../../../shared/domain/call/decide.ts';
import { noFacts } from '../../../../shared/domain/task/delivery.ts';
import { later, SECOND } from '../../../../shared/domain/values/time.ts';
import { aCall, callDeadline } from '../../../support/builders/call.ts';
import { after, event } from '../../../support/builders/call-events.ts';

describe('ring-out', () => {
  const rungOut = after(
    aCall({ status: 'ringing' }),
    event('deadlinePassed', { now: callDeadline }),
  );

  test.each(['Busy', 'CallFailed', 'InvalidAddress', 'LiveAnswer'] as const)(
    'stays NoAnswer although the network then says %s',
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

  test('an answer that crosses it is hung up on, once more, and bridges nobody', () => {
    const now = later(callDeadline, 3 * SECOND);
    expect(decide(rungOut, event('answered', { now }))).toEqual({
      kind: 'apply',
      next: { ...rungOut, deadlineAt: later(now, 10 * SECOND) },
      effects: [{ kind: 'hangUp', connectionId: 'connection-1' }],
    });
  });

  /** Ten seconds apart, as often as it takes, and nobody says a word. */
  function silence(call: Call) {
    let [now, asked] = [call, 0];
    while ('deadlineAt' in now && now.status === 'hangingUp') {
      const decision = decide(now, event('deadlinePassed', { now: now.deadlineAt }));
      if (decision.kind === 'ignore') throw new Error('It is stuck.');
      asked += decision.effects.filter(({ kind }) => kind === 'hangUp').length;
      now = decision.next;
    }
    return { call: now, asked };
  }

  test('that is refused for as long as it rings keeps its line until no network lets it ring on', () => {
    const rings = after(
      rungOut,
      ...[...Array(11).keys()].map((n) =>
        event('deadlinePassed', { now: later(callDeadline, (n + 1) * 10 * SECOND) }),
      ),
    );
    expect(holdsLine[rings.status]).toBe(true);
    const { call, asked } = silence(rungOut);
    expect(asked).toBe(11);
    expect(call).toMatchObject({ status: 'ended', result: 'NoAnswer', endedAt: callDeadline });
  });

  test('that is crossed by an answer at the very last begins to ask anew', () => {
    const last = aCall({ status: 'hangingUp', tries: 12, result: 'NoAnswer', facts: noFacts });
    expect(silence(last).asked).toBe(0);
    expect(silence(after(last, event('answered'))).asked).toBe(11);
  });
});
