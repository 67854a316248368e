/** Starts the local Service Bus: AMQP 1.0 over plain TCP, for `UseDevelopmentEmulator=true` of the SDK. */
import type { AddressInfo, Socket } from 'node:net';
import rhea, { type Connection, type EventContext, type Session } from 'rhea';
import { localClock, type LocalClock } from '../clock.ts';
import { openIncoming } from './links/incoming.ts';
import { openOutgoing, type Leave } from './links/outgoing.ts';
import { noJournal } from './store/journal.ts';
import { namespace, type QueueCounts } from './store/namespace.ts';
import type { QueueDefinition } from './store/queue-settings.ts';
import { acceptAnyCredentials, cut } from './wire/rhea-edge.ts';

export type { QueueDefinition } from './store/queue-settings.ts';
export interface ServiceBusOptions {
  /** 0, the default, means any free port. */
  port?: number;
  clock?: LocalClock;
  queues: readonly QueueDefinition[];
  /** The directory that stores unsettled messages; in memory only if absent. */
  data?: string;
}

export interface ServiceBus {
  readonly connectionString: string;
  readonly port: number;
  counts(): Record<string, QueueCounts>;
  /** Refuses every n-th send like a busy server; null disables it. */
  throttle(every: number | null): void;
  /** Refuses sends to a queue at this size limit; null disables it. */
  limitSize(queue: string, bytes: number | null): void;
  stop(): Promise<void>;
}

const host = '127.0.0.1';

/** Errors that rhea reports as events. The end of the connection, session or link follows. */
const errorEvents = [
  'connection_error',
  'session_error',
  'sender_error',
  'receiver_error',
  'protocol_error',
];

/** Loaded on demand, because node:sqlite prints a warning where it is experimental. */
const journalIn = async (directory: string) =>
  (await import('./store/sqlite-journal.ts')).sqliteJournal(directory);

export async function startServiceBus(options: ServiceBusOptions): Promise<ServiceBus> {
  const clock = options.clock ?? localClock();
  const journal = options.data === undefined ? noJournal : await journalIn(options.data);
  const entities = namespace(options.queues, clock, journal);
  const connections = new Set<Connection>();
  const open = new Map<object, { session: Session; leave: Leave }>();
  const container = rhea.create_container({
    id: 'local-service-bus',
    max_frame_size: 65_536,
    channel_max: 4_999,
    idle_time_out: 120_000,
    sender_options: { treat_modified_as_released: false },
    receiver_options: { autoaccept: false, credit_window: 1000 },
  });
  acceptAnyCredentials(container);

  function leave(link: object) {
    const entry = open.get(link);
    open.delete(link);
    entry?.leave();
  }
  function leaveAll(isConcerned: (session: Session) => boolean) {
    for (const [link, { session }] of [...open]) if (isConcerned(session)) leave(link);
  }

  container.on('connection_open', ({ connection }: EventContext) => connections.add(connection));
  container.on('receiver_open', ({ receiver }: EventContext) => openIncoming(receiver!, entities));
  container.on('sender_open', ({ sender }: EventContext) => {
    open.set(sender!, { session: sender!.session, leave: openOutgoing(sender!, entities, clock) });
    sender!.on('sender_close', () => leave(sender!));
  });
  container.on('session_close', ({ session: closed }: EventContext) =>
    leaveAll((session) => session === closed),
  );
  for (const event of ['connection_close', 'disconnected'])
    container.on(event, ({ connection }: EventContext) => {
      connections.delete(connection);
      leaveAll((session) => session.connection === connection);
    });
  for (const event of errorEvents) container.on(event, () => {});
  container.on('error', (error: unknown) => console.error(error));

  const server = container.listen({
    port: options.port ?? 0,
    host,
    // Without it a small frame may wait 40 ms for an acknowledgement.
    noDelay: true,
    // An unsettled delivery keeps all later ones in the buffer of rhea, which has 2048 entries by default.
    session_buffer_size: { outgoing: 65_536 },
  } as never);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve).once('error', reject);
  });
  const { port } = server.address() as AddressInfo;

  return {
    port,
    connectionString: `Endpoint=sb://${host}:${port};SharedAccessKeyName=local;SharedAccessKey=local;UseDevelopmentEmulator=true`,
    counts: () => entities.counts(),
    throttle: (every) => entities.throttle.set(every),
    limitSize: (queue, bytes) => entities.quotaOf(queue).set(bytes),
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of [...connections]) cut(connection);
      for (const socket of sockets) socket.destroy();
      await closed;
      entities.stop();
    },
  };
}
