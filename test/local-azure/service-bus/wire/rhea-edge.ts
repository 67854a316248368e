/**
 * Uses internals of rhea beyond its public interface. The lockfile pins rhea, and the tests with the SDK fail if these
 * internals change.
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

/** With any format except 0, rhea returns the bytes instead of a decoded message. */
const rawFormat = 0x7fff0000;
export const batchFormat = 0x80013700;
const rawSessions = new WeakSet<Session>();

/** Makes rhea return later messages of this AMQP session as bytes. */
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

/** The number of messages that the link can accept. rhea lowers `credit` at the write, so waiting messages count too. */
export function roomOf(sender: Sender): number {
  const { outgoing } = sessionInternals(sender.session);
  const waiting = outgoing.next_delivery_id - outgoing.next_pending_delivery;
  return Math.min(linkInternals(sender).credit - waiting, outgoing.available());
}

/**
 * Makes rhea answer every drain, because the SDK waits for it. By default rhea does not answer without remaining credit.
 * The answer is sent one turn later, after the pending messages.
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
 * Answers the credit of the client with a flow frame. The protocol does not require it, but it carries the TCP
 * acknowledgement. Without it the next small frame of the SDK, usually its first request, waits 40 ms.
 */
export function answerCredit(sender: Sender): void {
  sender.on('sender_flow', () => {
    linkInternals(sender).issue_flow = true;
  });
}

/** Delays the answer to an attach until the returned function is called. */
export function holdAttach(sender: Sender): () => void {
  const link = linkInternals(sender);
  link._process = () => {};
  return () => {
    delete link._process;
    connectionInternals(sender.connection)._register();
  };
}

/**
 * Answers the outcome of the receiver. Success is always `accepted`. The SDK treats any error in the answer as a
 * failure, even its own dead-letter reason. The client then sends no settled frame. So the delivery is marked as settled
 * here; otherwise the buffer of 2048 deliveries of rhea would fill.
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

/** Closes the connection at once; rhea handles it like a lost peer. */
export function cut(connection: Connection): void {
  const internals = connectionInternals(connection);
  internals._disconnected();
  internals.socket.destroy();
}

/** Accepts any user name and any key. */
export function acceptAnyCredentials(container: { sasl_server_mechanisms: unknown }): void {
  const sasl = rhea.sasl as unknown as {
    server_mechanisms(): { enable_anonymous(): void; enable_plain(check: () => boolean): void };
  };
  const mechanisms = sasl.server_mechanisms();
  mechanisms.enable_anonymous();
  mechanisms.enable_plain(() => true);
  container.sasl_server_mechanisms = mechanisms;
}
