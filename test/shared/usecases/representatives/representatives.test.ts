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
const grace = { id, name, address, queues, skills };
const ada = ['UniqueIdentifier,MobilePhoneNumber', 'ada,+12062300001'];

/** Grace, talking with Ada. */
async function talking() {
  const engine = await signInGrace(await createSeededEngine());
  await dropContactFile(engine, ada);
  await engine.runPacingTick('renewals', engine.timeline.now());
  await engine.timeline.runTo(later(engine.timeline.now(), 10 * SECOND));
  expect((await engine.getRepresentative(id)).presence.status).toBe('talking');
  return engine;
}

test('a new representative is offline, and a changed profile leaves their presence alone', async () => {
  const { saveRepresentative } = await signInGrace(await createSeededEngine());
  const { presence } = await saveRepresentative({ ...grace, name: 'Rear Admiral Hopper' });
  expect(presence.status).toBe('available');
  const linus = await saveRepresentative({ ...grace, id: aRepresentative({ id: 'linus' }).id });
  expect(linus.presence.status).toBe('offline');
});

test('becoming available ticks the groups that they serve at once, and no other', async () => {
  const engine = await createSeededEngine();
  await engine.saveRepresentative({ ...grace, queues: [] });
  await engine.timeline.runTo(later(engine.start, 2 * SECOND));
  await engine.choosePresence(id, 'available');
  expect(engine.messageBus.sent.filter(({ queue }) => queue === 'pacing')).toEqual([]);
  await engine.choosePresence(id, 'away');
  await engine.saveRepresentative(grace);
  await engine.choosePresence(id, 'available');
  expect(engine.messageBus.sent.filter(({ queue }) => queue === 'pacing')).toHaveLength(1);
});

test('who is not there is not found', async () => {
  const { choosePresence, listWork } = await createSeededEngine();
  await expect(choosePresence(id, 'available')).rejects.toThrow(NotFound);
  await expect(listWork('nobody')).rejects.toThrow(NotFound);
});

test('the work is the call that they are in', async () => {
  const engine = await talking();
  const [delivery] = engine.tasks.all().deliveries;
  expect(await engine.listWork(id)).toMatchObject([{ deliveryId: delivery?.id, state: 'talking' }]);
});

test('going away during a call takes effect when the call and its wrap-up are over', async () => {
  const engine = await talking();
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

test('completing a call as one who works on none, or once more, is a NotAllowed', async () => {
  const engine = await signInGrace(await createSeededEngine());
  await expect(engine.completeWork(id, aDeliveryId())).rejects.toThrow(NotAllowed);
  expect((await engine.getRepresentative(id)).presence.status).toBe('available');
});

test('completing another’s call is a NotAllowed and changes nothing', async () => {
  const engine = await talking();
  await engine.timeline.runTo(later(engine.timeline.now(), MINUTE));
  await expect(engine.completeWork(id, aDeliveryId())).rejects.toThrow(NotAllowed);
  expect((await engine.getRepresentative(id)).presence.status).toBe('wrapUp');
});
