/**
 * What this part needs of rhea beyond its public interface. rhea is pinned by the lockfile; the tests through the SDK
 * fail if any of this changes.
 */
import rhea, {
  type Connection,
  type Delivery,
  type Receiver,
  type Sender,
  type Session,
} from 'rhea';

interface Attach {
  snd_settle_mode?: number;
  rcv_settle_mode?: number;
  max_message_size?: number;
  properties?: Record<string, unknown>;
}

interface LinkInternals {
  local: { attach: Attach };
  credit: number;
  delivery_count: number;
  _draining: boolean;
  _drained: boolean;
  issue_flow: boolean;
  _process?: () => void;
  _get_drain: () => boolean;
}

interface SessionInternals {
  outgoing: { next_delivery_id: number; next_pending_delivery: number; available(): number };
  incoming: {
    on_transfer(frame: { performative: { message_format?: number | null } }, link: Receiver): void;
  };
}

interface ConnectionInternals {
  socket: { destroy(): void };
  _register(): void;
  _disconnected(): void;
}

const linkInternals = (link: Sender | Receiver) => link as unknown as LinkInternals;
const sessionInternals = (session: Session) => session as unknown as SessionInternals;
const connectionInternals = (connection: Connection) =>
  connection as unknown as ConnectionInternals;

export const attachOf = (link: Sender | Receiver): Attach => linkInternals(link).local.attach;

/** An 8-byte AMQP long that is too large for a number. */
export const longBytes = (value: bigint): unknown => {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(value);
  return rhea.types.wrap_long(bytes);
};

/** Any format but 0 makes rhea hand over the bytes instead of a decoded message. */
const rawFormat = 0x7fff0000;
export const batchFormat = 0x80013700;
const rawSessions = new WeakSet<Session>();

/** From now on, messages that come on this AMQP session arrive as bytes. */
export function receiveBytes(session: Session): void {
  if (rawSessions.has(session)) return;
  rawSessions.add(session);
  const { incoming } = sessionInternals(session);
  const onTransfer = incoming.on_transfer.bind(incoming);
  incoming.on_transfer = (frame, link) => {
    frame.performative.message_format ||= rawFormat;
    onTransfer(frame, link);
  };
}

/** How many more messages the link can take. rhea lowers `credit` only as it writes, so what waits is counted too. */
export function roomOf(sender: Sender): number {
  const { outgoing } = sessionInternals(sender.session);
  const waiting = outgoing.next_delivery_id - outgoing.next_pending_delivery;
  return Math.min(linkInternals(sender).credit - waiting, outgoing.available());
}

/**
 * The SDK waits for an answer to every drain. rhea gives none when no credit is left, so it is told here to answer
 * always; the answer is given one turn later, when what was under way is out.
 */
export function answerDrains(sender: Sender): void {
  const link = linkInternals(sender);
  link._get_drain = () => {
    if (!link._draining || !link._drained) return false;
    link.delivery_count += link.credit;
    link.credit = 0;
    return true;
  };
  sender.on('sender_draining', () => {
    setImmediate(() => {
      sender.set_drained(true);
      connectionInternals(sender.connection)._register();
    });
  });
}

/**
 * Answers the client's credit with our own flow. The protocol does not ask for it, but the acknowledgement travels with
 * it: without one the SDK's next small frame, usually its first request, waits 40 ms for TCP.
 */
export function answerCredit(sender: Sender): void {
  sender.on('sender_flow', () => {
    linkInternals(sender).issue_flow = true;
  });
}

/** Keeps rhea from answering an attach until the returned function is called. */
export function holdAttach(sender: Sender): () => void {
  const link = linkInternals(sender);
  link._process = () => {};
  return () => {
    delete link._process;
    connectionInternals(sender.connection)._register();
  };
}

/**
 * Answers the receiver's outcome. Success is always `accepted`: the SDK takes any error in the answer, even its own
 * dead-letter reason echoed, as failure. The client sends no settled frame after that, so the delivery is marked
 * settled here; rhea's buffer of 2048 deliveries would fill otherwise.
 */
export function answerOutcome(
  delivery: Delivery,
  error: { condition: string; description: string } | undefined,
): void {
  const outcomes = rhea.message as unknown as Record<
    'accepted' | 'rejected',
    (fields?: object) => { described(): unknown }
  >;
  const outcome = error === undefined ? outcomes.accepted() : outcomes.rejected({ error });
  delivery.update(true, outcome.described());
  (delivery as { remote_settled: boolean }).remote_settled = true;
}

/** Ends the connection at once; rhea's own handling runs as if the peer were gone. */
export function cut(connection: Connection): void {
  const internals = connectionInternals(connection);
  internals._disconnected();
  internals.socket.destroy();
}

/** Any name and any key will do. */
export function acceptEverybody(container: { sasl_server_mechanisms: unknown }): void {
  const sasl = rhea.sasl as unknown as {
    server_mechanisms(): { enable_anonymous(): void; enable_plain(check: () => boolean): void };
  };
  const mechanisms = sasl.server_mechanisms();
  mechanisms.enable_anonymous();
  mechanisms.enable_plain(() => true);
  container.sasl_server_mechanisms = mechanisms;
}
