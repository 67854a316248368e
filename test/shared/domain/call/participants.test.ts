// Participant lists arrive in any order. Only a list newer than one with the representative shows that they left.
import { describe, expect, test } from 'vitest';
import { decide } from '../../../../shared/domain/call/decide.ts';
import { aCall } from '../../../support/builders/call.ts';
import { noon } from '../../../support/builders/instants.ts';
import { after, event } from '../../../support/builders/call-events.ts';

describe('a participant list', () => {
  const createListEvent = (sequence: number, withRepresentative: boolean) =>
    event('participants', { sequence, withRepresentative });
  const callWithListedRepresentative = aCall({ status: 'talking', listedIn: 4 });

  test('with the representative marks the call as connected', () => {
    expect(decide(aCall({ status: 'bridging' }), createListEvent(4, true))).toMatchObject({
      next: { status: 'talking', listedIn: 4 },
      effects: [{ kind: 'markConnected' }],
    });
  });

  test('without the representative hangs up if an older list has the representative', () => {
    expect(decide(callWithListedRepresentative, createListEvent(5, false))).toMatchObject({
      next: {
        status: 'hangingUp',
        result: 'LiveAnswer',
        facts: { abandoned: false, bridgedAt: noon },
      },
      effects: [{ kind: 'hangUp' }],
    });
  });

  test.each([
    {
      name: 'older and without the representative',
      call: callWithListedRepresentative,
      lateEvent: createListEvent(3, false),
    },
    {
      name: 'a repeated list with the representative',
      call: callWithListedRepresentative,
      lateEvent: createListEvent(4, true),
    },
    {
      name: 'a repeated list without the representative, before the join',
      call: aCall({ status: 'bridging', missingIn: 1 }),
      lateEvent: createListEvent(1, false),
    },
  ])('changes nothing if it is $name', ({ call, lateEvent }) => {
    expect(decide(call, lateEvent)).toEqual({ kind: 'ignore', reason: 'nothingNew' });
  });

  test.each([
    ['if no earlier list has the representative', aCall({ status: 'talking' })],
    ['before the representative joins', aCall({ status: 'bridging' })],
  ])('without the representative is stored and does not hang up %s', (_condition, call) => {
    expect(decide(call, createListEvent(9, false))).toEqual({
      kind: 'apply',
      next: { ...call, missingIn: 9 },
      effects: [],
    });
  });

  test('with the representative moves the call to talking after an older list without the representative', () => {
    const call = after(
      aCall({ status: 'bridging' }),
      createListEvent(1, false),
      createListEvent(2, true),
    );
    expect(call).toMatchObject({ status: 'talking', listedIn: 2, missingIn: 1 });
  });

  const endedConversation = {
    status: 'hangingUp',
    result: 'LiveAnswer',
    facts: { bridgedAt: noon },
  };
  test.each([
    [
      'after a join event',
      [event('representativeJoined'), createListEvent(3, false), createListEvent(2, true)],
    ],
    [
      'before a join event',
      [createListEvent(3, false), event('representativeJoined'), createListEvent(2, true)],
    ],
    ['without a join event', [createListEvent(3, false), createListEvent(2, true)]],
    [
      'after an even older list with the representative',
      [createListEvent(1, true), createListEvent(3, false), createListEvent(2, true)],
    ],
  ])(
    'without the representative hangs up when an older list with the representative arrives late: %s',
    (_condition, events) => {
      expect(after(aCall({ status: 'bridging' }), ...events)).toMatchObject(endedConversation);
    },
  );

  test('without the representative changes nothing if a newer list with the representative arrived before', () => {
    const talking = after(
      aCall({ status: 'bridging' }),
      createListEvent(2, true),
      createListEvent(6, true),
      createListEvent(5, false),
    );
    expect(talking).toMatchObject({ status: 'talking', listedIn: 6 });
  });
});
