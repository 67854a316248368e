// A queued task that fails does not block another task, of its page or of a later one.
import { expect, test } from 'vitest';
import type { ContactId } from '../../../../shared/domain/values/ids.ts';
import { DAY, later, SECOND } from '../../../../shared/domain/values/time.ts';
import { CorruptRecord, Transient } from '../../../../shared/errors.ts';
import type { Ports } from '../../../../shared/ports/ports.ts';
import { aVoiceEngagement } from '../../../support/builders/engagement.ts';
import { aTaskId } from '../../../support/builders/identity.ts';
import { noon } from '../../../support/builders/instants.ts';
import { aChainMember, aTask } from '../../../support/builders/task.ts';
import type { TestEngine } from '../../../support/engine.ts';
import { createSeededEngine } from '../../../support/builders/seeded-engine.ts';

const { id } = aVoiceEngagement();
const odd = 'odd' as ContactId;
const poisoned = aTaskId(11);
const tomorrow = later(noon, DAY);

/** 450 tasks of one shard, which are three pages. The eleventh waits for the limits of a corrupt contact. */
async function holding(wrap: (ports: Ports) => Ports): Promise<TestEngine> {
  const engine = await createSeededEngine({ wrap });
  const tasks = [...Array(450).keys()].map((n) => {
    const own = { id: aTaskId(n + 1), openKey: `contact ${n}`, deadlineAt: tomorrow };
    return n === 10
      ? aTask({
          status: 'waiting',
          because: 'frequencyLimit',
          ...own,
          notBefore: tomorrow,
          chain: [aChainMember({ contactId: odd })],
        })
      : aTask({ status: 'waiting', ...own });
  });
  await engine.tasks.create(tasks.map((task) => ({ task, delta: { accepted: 1 } })));
  return engine;
}
const broken = (ports: Ports): Ports => ({
  ...ports,
  contacts: {
    ...ports.contacts,
    find: async (contact) => {
      if (contact === odd) throw new CorruptRecord('A contact does not follow its schema.');
      return ports.contacts.find(contact);
    },
  },
});
/** The store fails this often to change the eleventh task. */
const refusing =
  (error: Error, times = Infinity) =>
  (ports: Ports): Ports => ({
    ...ports,
    tasks: {
      ...ports.tasks,
      commit: async (change) => {
        if (change.next.id === poisoned && times-- > 0) throw error;
        return ports.tasks.commit(change);
      },
    },
  });
const stop = async (engine: TestEngine) => {
  await engine.runEngagementOperation(id, 'Stop');
  await engine.timeline.runTo(later(noon, 30 * SECOND));
};
const open = (engine: TestEngine) =>
  engine.tasks
    .all()
    .tasks.filter(({ status }) => status !== 'closed')
    .map((task) => task.id);

test('a Stop cancels all tasks, including one with a corrupt contact', async () => {
  const engine = await holding(broken);
  await stop(engine);
  expect(open(engine)).toEqual([]);
  expect(engine.failures).toEqual([]);
});

test.each([
  ['with a corrupt record', new CorruptRecord('A task does not follow its schema.')],
  ['with an unknown error', new TypeError('undefined is not a function')],
  ['with a permanent throttle', new Transient('throttled')],
])('a Stop cancels all tasks but one %s, and parks its message', async (_which, error) => {
  const engine = await holding(refusing(error));
  await stop(engine);
  expect(open(engine)).toEqual([poisoned]);
  expect(engine.log.named('task.notRevised')[0]).toMatchObject({
    level: 'error',
    fields: { taskId: poisoned, message: error.message },
  });
  // Three pages of one shard, one of each of the three others, and the one page once more.
  expect(engine.messageBus.sent.filter(({ queue }) => queue === 'reattempts').length).toBeLessThan(
    8,
  );
});

test('a Stop cancels a task that was throttled for a moment within seconds', async () => {
  const engine = await holding(refusing(new Transient('throttled'), 1));
  await stop(engine);
  expect(open(engine)).toEqual([]);
});

test('an edit counts a task with a corrupt contact as left, and reaches the others', async () => {
  const engine = await holding(broken);
  const { queued } = await engine.documents.put(
    'engagement',
    aVoiceEngagement({ name: 'May' }),
    null,
  );
  expect(queued).toMatchObject({ toCome: 0 });
  expect(queued!.left + queued!.regated).toBe(450);
});
