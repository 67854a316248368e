import { expect, test } from 'vitest';
import { later, MINUTE, SECOND } from '../../../../shared/domain/values/time.ts';
import { NotAllowed, NotFound } from '../../../../shared/errors.ts';
import { aDeliveryId } from '../../../support/builders/identity.ts';
import { aRepresentative } from '../../../support/builders/representative.ts';
import {
  createSeededEngine,
  dropContactFile,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';

const { id, name, address, queues, skills } = aRepresentative();
const graceProfile = { id, name, address, queues, skills };
const adaFile = ['UniqueIdentifier,MobilePhoneNumber', 'ada,+12062300001'];

/** Grace talks with Ada. */
async function createTalking() {
  const engine = await signInGrace(await createSeededEngine());
  await dropContactFile(engine, adaFile);
  await engine.runPacingTick('renewals', engine.timeline.now());
  await engine.timeline.runTo(later(engine.timeline.now(), 10 * SECOND));
  expect((await engine.getRepresentative(id)).presence.status).toBe('talking');
  return engine;
}

test('a new representative is offline, and a changed profile keeps the presence', async () => {
  const { saveRepresentative } = await signInGrace(await createSeededEngine());
  const { presence } = await saveRepresentative({ ...graceProfile, name: 'Rear Admiral Hopper' });
  expect(presence.status).toBe('available');
  const linus = await saveRepresentative({
    ...graceProfile,
    id: aRepresentative({ id: 'linus' }).id,
  });
  expect(linus.presence.status).toBe('offline');
});

test('an available representative causes a pacing tick at once, only for served groups', async () => {
  const engine = await createSeededEngine();
  await engine.saveRepresentative({ ...graceProfile, queues: [] });
  await engine.timeline.runTo(later(engine.start, 2 * SECOND));
  await engine.choosePresence(id, 'available');
  expect(engine.messageBus.sent.filter(({ queue }) => queue === 'pacing')).toEqual([]);
  await engine.choosePresence(id, 'away');
  await engine.saveRepresentative(graceProfile);
  await engine.choosePresence(id, 'available');
  expect(engine.messageBus.sent.filter(({ queue }) => queue === 'pacing')).toHaveLength(1);
});

test('an unknown representative is a NotFound', async () => {
  const { choosePresence, listWork } = await createSeededEngine();
  await expect(choosePresence(id, 'available')).rejects.toThrow(NotFound);
  await expect(listWork('unknown')).rejects.toThrow(NotFound);
});

test('the work of a representative in a call is that call', async () => {
  const engine = await createTalking();
  const [delivery] = engine.tasks.all().deliveries;
  expect(await engine.listWork(id)).toMatchObject([{ deliveryId: delivery?.id, state: 'talking' }]);
});

test('the choice away during a call applies after the wrap-up', async () => {
  const engine = await createTalking();
  await engine.choosePresence(id, 'away');
  expect((await engine.getRepresentative(id)).presence.status).toBe('talking');
  await engine.timeline.runTo(later(engine.timeline.now(), MINUTE));
  const [work] = await engine.listWork(id);
  expect(work?.state).toBe('wrapUp');
  if (work === undefined) return;
  const { presence } = await engine.completeWork(id, work.deliveryId);
  expect(presence.status).toBe('away');
  expect(await engine.listWork(id)).toEqual([]);
});

test('completing work without a call is a NotAllowed', async () => {
  const engine = await signInGrace(await createSeededEngine());
  await expect(engine.completeWork(id, aDeliveryId())).rejects.toThrow(NotAllowed);
  expect((await engine.getRepresentative(id)).presence.status).toBe('available');
});

test('completing the call of another representative is a NotAllowed and changes nothing', async () => {
  const engine = await createTalking();
  await engine.timeline.runTo(later(engine.timeline.now(), MINUTE));
  await expect(engine.completeWork(id, aDeliveryId())).rejects.toThrow(NotAllowed);
  expect((await engine.getRepresentative(id)).presence.status).toBe('wrapUp');
});
