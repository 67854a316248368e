// A conversation of Grace with Ada, and the disposition of it.
import { representativeIdSchema } from '../../shared/domain/values/ids.ts';
import { later, SECOND } from '../../shared/domain/values/time.ts';
import { aDispositionCode } from './builders/disposition-code.ts';
import { aVoiceEngagement } from './builders/engagement.ts';
import type { TestEngine } from './engine.ts';
import {
  createSeededEngine,
  dropContactFile,
  type SeededEngineOptions,
  signInGrace,
} from './builders/seeded-engine.ts';

export const grace = representativeIdSchema.parse('grace');
const codes = [
  aDispositionCode({ id: 'renewed', name: 'Renewed', category: 'success' }),
  aDispositionCode({ id: 'wrong-person', name: 'Wrong person', category: 'notRightParty' }),
  aDispositionCode({ id: 'no-calls', name: 'No more calls', category: 'doNotContact' }),
];
const engagement = aVoiceEngagement({
  reattempts: { dispositionCodes: ['wrong-person'], attempts: 2, waitMinutes: 60 },
});

export type Meeting = Awaited<ReturnType<typeof aMeeting>>;

/** The conversation continues for half a minute. By default the file contains only Ada. */
export async function aMeeting(
  options: SeededEngineOptions & { lines?: readonly string[] } = {},
): Promise<TestEngine & ReturnType<typeof over>> {
  const { lines = ['UniqueIdentifier,MobilePhoneNumber', 'ada,+12062300001'], ...rest } = options;
  const engine = await signInGrace(await createSeededEngine({ engagement, codes, ...rest }));
  await dropContactFile(engine, lines);
  await engine.runPacingTick('renewals', engine.timeline.now());
  await engine.timeline.runTo(later(engine.timeline.now(), 10 * SECOND));
  return { ...engine, ...over(engine) };
}

function over(engine: TestEngine) {
  const { tasks, timeline, getRepresentative, listWork, completeWork, recordDisposition } = engine;
  const [delivery] = tasks.all().deliveries;
  if (delivery === undefined) throw new Error('No call was placed.');
  const { id: deliveryId } = delivery;
  return {
    deliveryId,
    /** The call ended, and Grace is in the wrap-up. */
    hangUp: () => timeline.runTo(later(timeline.now(), 40 * SECOND)),
    pass: (ms: number) => timeline.runTo(later(timeline.now(), ms)),
    record: (...given: string[]) => recordDisposition(grace, deliveryId, given),
    complete: () => completeWork(grace, deliveryId),
    work: async () => (await listWork(grace))[0],
    presence: async () => (await getRepresentative(grace)).presence.status,
    task: () => tasks.all().tasks[0],
    delivery: () => tasks.all().deliveries[0],
  };
}
