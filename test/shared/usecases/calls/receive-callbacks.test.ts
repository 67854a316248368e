import { beforeEach, describe, expect, test } from 'vitest';
import type { Call } from '../../../../shared/domain/call/call.ts';
import type { Callback, CallbackReading } from '../../../../shared/ports/callbacks.ts';
import { callbackUrlOf } from '../../../../shared/usecases/calls/callback-token.ts';
import { aCall } from '../../../support/builders/call.ts';
import { storeCall } from '../../../support/builders/seed-documents.ts';
import { createTestEngine, type TestEngine } from '../../../support/engine.ts';

const talking = aCall({ status: 'talking' });
const connectionId = 'connection-1';

const tokenOf = (call: Pick<Call, 'pacingGroup' | 'id' | 'secret'>): string =>
  callbackUrlOf('', call).replace('/call-events/', '');

const callback = (type: string): Callback => ({ id: type, type });

/** Callbacks of the types `list 1`, `list 2` (participants without the representative), `unneeded` and `strange`. */
function read({ type }: Callback, _call: unknown, now: Call['createdAt']): CallbackReading {
  const sequence = /^list (\d)$/.exec(type)?.[1];
  if (sequence !== undefined) {
    const list = { connectionId, sequence: Number(sequence), withRepresentative: false };
    return { kind: 'event', event: { ...list, kind: 'participants', now } };
  }
  return { kind: type === 'unneeded' ? 'unneeded' : 'strange' };
}

describe('callbacks of the communication service', () => {
  let engine: TestEngine;
  let isSigned = true;
  let bodyReads = 0;

  beforeEach(async () => {
    isSigned = true;
    bodyReads = 0;
    engine = createTestEngine({
      wrap: (ports) => ({ ...ports, callbacks: { isSigned: async () => isSigned, read } }),
    });
    await storeCall(engine, talking);
  });

  const post = (types: readonly string[], token = tokenOf(talking)) =>
    engine.receiveCallbacks({
      token,
      authorization: 'Bearer token',
      readBody: async () => {
        bodyReads += 1;
        return types.map(callback);
      },
    });
  const newestList = async () => {
    const call = (await engine.callStore.find(talking.pacingGroup, talking.id))?.value;
    return call?.status === 'talking' ? call.missingIn : undefined;
  };

  test('an event of a stored call is applied', async () => {
    expect(await post(['list 1'])).toEqual({ kind: 'accepted' });
    expect(await newestList()).toBe(1);
  });

  test('the events of one request are applied in their order', async () => {
    await post(['list 2', 'unneeded', 'list 1']);
    expect(await newestList()).toBe(2);
    expect(engine.log.named('call.ignored')).toMatchObject([{ fields: { reason: 'nothingNew' } }]);
  });

  test('an event of an unknown type is logged, and the next event is applied', async () => {
    await post(['strange', 'list 1']);
    expect(engine.log.named('callback.strange')).toMatchObject([{ fields: { type: 'strange' } }]);
    expect(await newestList()).toBe(1);
  });

  test('a repeated request is accepted and changes nothing', async () => {
    await post(['list 1']);
    expect(await post(['list 1'])).toEqual({ kind: 'accepted' });
    expect(engine.log.named('call.ignored')).toHaveLength(1);
    expect(await newestList()).toBe(1);
  });

  test('a callback of a call that does not exist is accepted, because a repeat would not help', async () => {
    const missing = tokenOf({ ...talking, pacingGroup: 'other' });
    expect(await post(['list 1'], missing)).toEqual({ kind: 'accepted' });
  });

  test.each([
    ['a malformed token', 'token', () => post(['list 1'], 'not-a-token')],
    [
      'a wrong secret',
      'secret',
      () => post(['list 1'], tokenOf({ ...talking, secret: 'f'.repeat(32) })),
    ],
    [
      'an invalid signature',
      'signature',
      () => {
        isSigned = false;
        return post(['list 1']);
      },
    ],
  ])('%s is refused with the reason %s and changes nothing', async (_what, because, act) => {
    expect(await act()).toEqual({ kind: 'refused', because });
    expect(engine.log.named('callback.refused')).toMatchObject([{ fields: { reason: because } }]);
    expect(await newestList()).toBeNull();
  });

  test('the body of an unauthenticated request is not read', async () => {
    isSigned = false;
    await post(['list 1']);
    expect(bodyReads).toBe(0);
  });
});
