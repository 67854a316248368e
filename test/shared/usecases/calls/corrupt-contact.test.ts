// A contact or a number whose record is broken: nobody calls them, and everybody else is called.
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
const list = [1, 2, 3].map((n) => `p${n},+1206230000${n},America/New_York`);
const bad = '+12062300001';
const fails = () => Promise.reject(new CorruptRecord('The record does not read.'));

/** From when `broken` is set on, the store finds that this record of the first of the list does not read. */
function corrupt(record: 'contact' | 'number') {
  const state: { broken: boolean; contactId?: string | undefined } = { broken: false };
  const wrap = (ports: Ports): Ports => {
    const { contacts } = ports;
    const find: typeof contacts.find = (id) =>
      state.broken && record === 'contact' && id === state.contactId ? fails() : contacts.find(id);
    const number: typeof contacts.number = (asked) =>
      state.broken && record === 'number' && asked === bad ? fails() : contacts.number(asked);
    return { ...ports, contacts: { ...contacts, find, number } };
  };
  return { state, wrap };
}

async function halfAnHour(record: 'contact' | 'number', options: SeededEngineOptions = {}) {
  const { state, wrap } = corrupt(record);
  const engine = await signInGrace(await createSeededEngine({ ...options, wrap }));
  await dropContactFile(engine, [header, ...list]);
  const tasks = engine.tasks.all().tasks;
  const task = tasks.find(({ chain }) => chain[0]?.numbers.some(({ number }) => number === bad));
  state.contactId = task?.chain[0]?.contactId;
  state.broken = true;
  const stop = engine.startTimers();
  await engine.timeline.runTo(later(engine.timeline.now(), 30 * MINUTE));
  stop();
  return { engine, task: engine.tasks.all().tasks.find(({ id }) => id === task?.id) };
}

const own = '+12065550701';
const byRules = aVoiceEngagement({
  displayNumbers: {
    numbers: [{ number: own, type: 'directRouting' }],
    distribution: 'rules',
    rules: [{ field: 'timeZone', condition: 'equals', value: 'America/New_York', number: own }],
  },
});

describe.each(['contact', 'number'] as const)('a %s that does not read', (record) => {
  test('is put off an hour at a time, claims nobody again and again, and stops no other', async () => {
    const { engine, task } = await halfAnHour(record);
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

test('by rules, a tick goes on past a contact that does not read: their call would show the workstream’s number', async () => {
  const { engine } = await halfAnHour('contact', { engagement: byRules });
  expect(engine.failures).toEqual([]);
  expect(engine.callControl.calls.map(({ from }) => from)).toEqual([own, own]);
  const shown = engine.callStore.calls().map(({ from }) => from);
  expect(shown.sort()).toEqual([aWorkstream().phoneNumber, own, own].sort());
});
