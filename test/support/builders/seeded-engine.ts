// An engine with everything that an engagement needs: workstream, queue, SMS follow-up, and the engagement itself.
import type { DispositionCode } from '../../../shared/domain/workstream/disposition-code.ts';
import type { VoiceEngagement } from '../../../shared/domain/engagement/voice.ts';
import type { RecordedFault } from '../../../shared/domain/intake/import.ts';
import type { Queue } from '../../../shared/domain/workstream/queue.ts';
import { SECOND, later } from '../../../shared/domain/values/time.ts';
import type { Workstream } from '../../../shared/domain/workstream/workstream.ts';
import { aVoiceEngagement, anSmsEngagement } from './engagement.ts';
import { aQueue } from './queue.ts';
import { aRepresentative } from './representative.ts';
import { aWorkstream } from './workstream.ts';
import { createTestEngine, type EngineOptions, type TestEngine } from '../engine.ts';

export interface SeededEngineOptions extends EngineOptions {
  engagement?: VoiceEngagement;
  workstream?: Workstream;
  queue?: Queue;
  /** Empty by default. */
  codes?: readonly DispositionCode[];
  /** Running by default. */
  status?: 'draft' | 'running';
}

export async function createSeededEngine(options: SeededEngineOptions = {}): Promise<TestEngine> {
  const { engagement = aVoiceEngagement(), status = 'running', ...others } = options;
  const { workstream = aWorkstream(), queue = aQueue(), codes = [], ...rest } = others;
  const engine = createTestEngine(rest);
  await engine.documents.put('workstream', workstream, null);
  await engine.documents.put('queue', queue, null);
  for (const code of codes) await engine.documents.put('dispositionCode', code, null);
  await engine.documents.put('engagement', anSmsEngagement(), null);
  await engine.documents.put('engagement', engagement, null);
  if (status === 'running') await engine.runEngagementOperation(engagement.id, 'Start');
  return engine;
}

/** Grace serves the queue and is available. */
export async function signInGrace(engine: TestEngine): Promise<TestEngine> {
  const { id, name, address, queues, skills } = aRepresentative();
  await engine.saveRepresentative({ id, name, address, queues, skills });
  await engine.choosePresence(id, 'available');
  // After the lifetime of cached settings.
  await engine.timeline.runTo(later(engine.timeline.now(), 2 * SECOND));
  return engine;
}

/** Drops the lines as a contact file and imports it. */
export async function dropContactFile(
  engine: TestEngine,
  lines: readonly string[],
  name = 'march.csv',
) {
  const path = `spring-renewals/${name}`;
  engine.files.put(path, lines.join('\n'));
  const result = await engine.importContacts(path);
  if (result.kind === 'noFile') throw new Error(`${path} was not imported.`);
  const { run } = result;
  const faults: RecordedFault[] = [];
  for await (const fault of engine.imports.faults(run)) faults.push(fault);
  return { run, faults };
}
