// Lists of participants come in any order; only a newer list than one that named the representative says that they left.
import { describe, expect, test } from 'vitest';
import { decide } from '../../../../shared/domain/call/decide.ts';
import { aCall } from '../../../support/builders/call.ts';
import { noon } from '../../../support/builders/instants.ts';
import { after, event } from '../../../support/builders/call-events.ts';

describe('the list of participants', () => {
  const list = (sequence: number, withRepresentative: boolean) =>
    event('participants', { sequence, withRepresentative });
  const listed = aCall({ status: 'talking', listedIn: 4 });

  test('that names the representative is their joining', () => {
    expect(decide(aCall({ status: 'bridging' }), list(4, true))).toMatchObject({
      next: { status: 'talking', listedIn: 4 },
      effects: [{ kind: 'markConnected' }],
    });
  });

  test('newer and without the representative ends the call as a conversation', () => {
    expect(decide(listed, list(5, false))).toMatchObject({
      next: {
        status: 'hangingUp',
        result: 'LiveAnswer',
        facts: { abandoned: false, bridgedAt: noon },
      },
      effects: [{ kind: 'hangUp' }],
    });
  });

  test.each([
    { name: 'late and without the representative', call: listed, late: list(3, false) },
    { name: 'the same once more', call: listed, late: list(4, true) },
    {
      name: 'without them once more, before they came',
      call: aCall({ status: 'bridging', missingIn: 1 }),
      late: list(1, false),
    },
  ])('$name does not hang up', ({ call, late }) => {
    expect(decide(call, late)).toEqual({ kind: 'ignore', reason: 'nothingNew' });
  });

  test.each([
    ['whom no list has named yet', aCall({ status: 'talking' })],
    ['who has not come yet', aCall({ status: 'bridging' })],
  ])('without a representative %s is remembered and does not hang up', (_who, call) => {
    expect(decide(call, list(9, false))).toEqual({
      kind: 'apply',
      next: { ...call, missingIn: 9 },
      effects: [],
    });
  });

  test('with the representative is their joining, though an older one without them came before', () => {
    const call = after(aCall({ status: 'bridging' }), list(1, false), list(2, true));
    expect(call).toMatchObject({ status: 'talking', listedIn: 2, missingIn: 1 });
  });

  const left = { status: 'hangingUp', result: 'LiveAnswer', facts: { bridgedAt: noon } };
  test.each([
    ['noted as joined', [event('representativeJoined'), list(3, false), list(2, true)]],
    ['heard of as missing before', [list(3, false), event('representativeJoined'), list(2, true)]],
    ['known by the lists alone', [list(3, false), list(2, true)]],
    ['listed, and listed late once more', [list(1, true), list(3, false), list(2, true)]],
  ])(
    'that comes after its successor: a representative %s has left all the same',
    (_how, events) => {
      expect(after(aCall({ status: 'bridging' }), ...events)).toMatchObject(left);
    },
  );

  test('without the representative is outdone by a newer one that arrived before it', () => {
    const talking = after(
      aCall({ status: 'bridging' }),
      list(2, true),
      list(6, true),
      list(5, false),
    );
    expect(talking).toMatchObject({ status: 'talking', listedIn: 6 });
  });
});
