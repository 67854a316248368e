// Lists of participants come in any order; only a newer list than one that named the representative says that they left.
import { describe, expect, test } from 'vitest';
import { decide } from '../../../../shared/domain/call/decide.ts';
import { aCall } from '../../../support/builders/call.ts';
import { noon } from '../../../support/builders/instants.ts';
import { after, event } from './events.ts';

describe('the list of participants', () => {
  const list = (sequence: number, withRepresentative: boolean) =>
    event('participants', { sequence, withRepresentative });
  const listed = aCall({ status: 'talking', listedIn: 4 });

  test('that names the representative is their joining', () => {
    expect(decide(aCall({ status: 'bridging' }), list(4, true))).toMatchObject({
      next: { status: 'talking', listedIn: 4 },
      effects: [{ kind: 'noteConnected' }],
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
      name: 'without a representative whom no list has named yet',
      call: aCall({ status: 'talking' }),
      late: list(9, false),
    },
    {
      name: 'without the representative, before they came',
      call: aCall({ status: 'bridging' }),
      late: list(1, false),
    },
  ])('$name does not hang up', ({ call, late }) => {
    expect(decide(call, late)).toEqual({ kind: 'ignore', reason: 'nothingNew' });
  });

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
