// The whole engine without Azure: the real use cases over ports in memory, driven by virtual time.
import { createEngine as useCases } from '../../shared/engine.ts';
import { type Instant, SECOND } from '../../shared/domain/values/time.ts';
import type { Ports } from '../../shared/ports/ports.ts';
import { documentsOf } from './builders/documents.ts';
import { noon } from './builders/instants.ts';
import { type Disorder, orderly } from './injection/callback-disorder.ts';
import { createFakeClock, createFakeIds } from './fakes/fake-clock.ts';
import { memoryBus } from './fakes/memory/message-bus.ts';
import { memoryFiles } from './fakes/memory/contact-files.ts';
import { memoryContacts } from './fakes/memory/contacts.ts';
import { memoryCallStore } from './fakes/memory/call-store.ts';
import { memoryLineReservations } from './fakes/memory/line-reservations.ts';
import { memoryPacingStates } from './fakes/memory/pacing-states.ts';
import { memoryRuleReadings } from './fakes/memory/rule-readings.ts';
import { memoryImports } from './fakes/memory/imports.ts';
import { memoryRepresentatives } from './fakes/memory/representatives.ts';
import { memoryConfiguration } from './fakes/memory/configuration-store.ts';
import { memorySubscriptions } from './fakes/memory/subscriptions.ts';
import { memoryTasks } from './fakes/memory/tasks.ts';
import { createFakeMessenger, type Reader } from './fakes/fake-messenger.ts';
import { type People, talkative } from './fakes/fake-people.ts';
import { createRecordingLog } from './fakes/recording-log.ts';
import { type Callback, createFakeTelephone } from './fakes/fake-telephone.ts';
import { createVirtualTimeline } from './fakes/virtual-timeline.ts';
import { createFakeWebhooks } from './fakes/fake-webhooks.ts';

export interface EngineOptions {
  start?: Instant;
  people?: People;
  reader?: (number: string) => Reader;
  disorder?: Disorder;
  /** Wraps the ports, to inject failures. */
  wrap?: (ports: Ports) => Ports;
}

export type TestEngine = ReturnType<typeof createTestEngine>;

const publicUrl = 'https://engine.example/api';
/** A callback without a success is posted again, this often and after this delay. */
const posts = 5;
const againMs = 3 * SECOND;

export function createTestEngine(options: EngineOptions = {}) {
  const { start = noon, disorder = orderly, wrap = (ports: Ports) => ports } = options;
  const timeline = createVirtualTimeline(start);
  const clock = createFakeClock(() => timeline.now());
  const failures: unknown[] = [];
  const failed = (error: unknown) => void failures.push(error);

  const tasks = memoryTasks();
  const memory = {
    ...memoryConfiguration(),
    tasks,
    outbox: tasks.outbox,
    subscriptions: memorySubscriptions(),
    webhookSender: createFakeWebhooks(),
    callStore: memoryCallStore(),
    lineReservations: memoryLineReservations(),
    pacingStates: memoryPacingStates(),
    ruleReadings: memoryRuleReadings(),
    representatives: memoryRepresentatives(),
    contacts: memoryContacts(),
    imports: memoryImports(),
    files: memoryFiles(),
    messageBus: memoryBus(timeline, disorder, failed),
    callControl: createFakeTelephone(timeline, options.people ?? (() => talkative), (url, event) =>
      travel(() => hear(url, event)),
    ),
    smsSender: createFakeMessenger(timeline, options.reader ?? (() => 'delivered'), (event) =>
      travel(() => cases.applySmsEvent(event)),
    ),
    callbacks: {
      isSigned: async () => true,
      read: ({ data }, _call, now) => ({ kind: 'event', event: { ...(data as Callback), now } }),
    } satisfies Ports['callbacks'],
    clock,
    ids: createFakeIds(),
    log: createRecordingLog(),
  };
  const cases = useCases(wrap(memory), publicUrl);
  memory.messageBus.connect({
    pace: cases.runPacingTick,
    dial: cases.dialCall,
    wake: cases.wakeDueTasks,
    revise: cases.reevaluateShard,
    sendSms: cases.sendSms,
    notify: cases.deliverWebhook,
  });

  function travel(arrive: () => Promise<unknown>): void {
    for (const delayMs of disorder.delays()) timeline.after(delayMs, () => post(arrive, 1));
  }

  async function post(arrive: () => Promise<unknown>, nth: number): Promise<void> {
    try {
      await arrive();
    } catch (error) {
      failed(error);
      if (nth < posts) timeline.after(againMs, () => post(arrive, nth + 1));
    }
  }

  /** Posts a callback to the engine, in the way of the communication service. */
  async function hear(url: string, data: Callback): Promise<void> {
    const answer = await cases.receiveCallbacks({
      token: url.slice(url.lastIndexOf('/') + 1),
      authorization: null,
      readBody: async () => [{ id: 'callback', type: data.kind, data }],
    });
    if (answer.kind === 'refused' && answer.because === 'token') {
      throw new Error(`No call has the callback address ${url}.`);
    }
  }

  /** A failing timer run is lost; the next one follows by itself. */
  const timer = (act: () => Promise<unknown>) => () => act().catch(failed);

  return {
    ...memory,
    ...cases,
    documents: documentsOf(cases),
    timeline,
    failures,
    start,
    /** Starts the timers of functions/; returns a function that stops them. */
    startTimers(tickMs = SECOND) {
      const stopSweep = timeline.every(15 * SECOND, timer(cases.runMaintenance));
      const stopTick = timeline.every(tickMs, timer(cases.schedulePacingTicks));
      return () => {
        stopSweep();
        stopTick();
      };
    },
  };
}
