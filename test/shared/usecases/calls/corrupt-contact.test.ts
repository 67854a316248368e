// A corrupt contact or number record: the engine does not call it and still calls every other contact.
import { describe, expect, test } from 'vitest';
import { later, MINUTE } from '../../../../shared/domain/values/time.ts';
import { CorruptRecord } from '../../../../shared/errors.ts';
import type { Ports } from '../../../../shared/ports/ports.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aWorkstream } from '../../../support/builders/workstream.ts';
import {
  createSeededEngine,
  dropContactFile,
  type SeededEngineOptions,
  signInGrace,
} from '../../../support/builders/seeded-engine.ts';

const header = 'UniqueIdentifier,MobilePhoneNumber,TimeZone';
const contactLines = [1, 2, 3].map((n) => `p${n},+1206230000${n},America/New_York`);
const corruptNumber = '+12062300001';
const throwCorrupt = () => Promise.reject(new CorruptRecord('The record does not read.'));

/** Once `broken` is set, reading this record of the first contact throws CorruptRecord. */
function createCorruption(record: 'contact' | 'number') {
  const state: { broken: boolean; contactId?: string | undefined } = { broken: false };
  const wrap = (ports: Ports): Ports => {
    const { contacts } = ports;
    const find: typeof contacts.find = (id) =>
      state.broken && record === 'contact' && id === state.contactId
        ? throwCorrupt()
        : contacts.find(id);
    const number: typeof contacts.number = (asked) =>
      state.broken && record === 'number' && asked === corruptNumber
        ? throwCorrupt()
        : contacts.number(asked);
    return { ...ports, contacts: { ...contacts, find, number } };
  };
  return { state, wrap };
}

async function runHalfAnHour(record: 'contact' | 'number', options: SeededEngineOptions = {}) {
  const { state, wrap } = createCorruption(record);
  const engine = await signInGrace(await createSeededEngine({ ...options, wrap }));
  await dropContactFile(engine, [header, ...contactLines]);
  const tasks = engine.tasks.all().tasks;
  const task = tasks.find(({ chain }) =>
    chain[0]?.numbers.some(({ number }) => number === corruptNumber),
  );
  state.contactId = task?.chain[0]?.contactId;
  state.broken = true;
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 30 * MINUTE));
  stop();
  return { engine, task: engine.tasks.all().tasks.find(({ id }) => id === task?.id) };
}

const displayNumber = '+12065550701';
const engagementWithRules = aVoiceEngagement({
  displayNumbers: {
    numbers: [{ number: displayNumber, type: 'directRouting' }],
    distribution: 'rules',
    rules: [
      { field: 'timeZone', condition: 'equals', value: 'America/New_York', number: displayNumber },
    ],
  },
});

describe.each(['contact', 'number'] as const)('a corrupt %s record', (record) => {
  test('postpones its task, keeps no representative reserved and stops no other call', async () => {
    const { engine, task } = await runHalfAnHour(record);
    expect(engine.callControl.calls.map(({ to }) => to).sort()).toEqual([
      '+12062300002',
      '+12062300003',
    ]);
    expect(task).toMatchObject({ status: 'waiting', because: 'throttled', deliveries: 1 });
    expect(engine.failures).toEqual([]);
    expect(engine.callStore.calls().map(({ status }) => status)).toEqual(Array(3).fill('settled'));
    expect((await engine.getRepresentative('grace')).presence.status).toBe('available');
  });
});

test('with number rules a corrupt contact uses the number of the workstream and stops no other call', async () => {
  const { engine } = await runHalfAnHour('contact', { engagement: engagementWithRules });
  expect(engine.failures).toEqual([]);
  expect(engine.callControl.calls.map(({ from }) => from)).toEqual([displayNumber, displayNumber]);
  const shown = engine.callStore.calls().map(({ from }) => from);
  expect(shown.sort()).toEqual([aWorkstream().phoneNumber, displayNumber, displayNumber].sort());
});
