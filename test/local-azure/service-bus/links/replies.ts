/**
 * Request and response over two links: the client sends its address in `reply_to`. For $cbs this is the name of its
 * receiving link, for $management the target address of the link. So a reply link is registered under both.
 */
import rhea, { type Connection, type Sender } from 'rhea';
import { answerCredit } from '../wire/rhea-edge.ts';

/** The two kinds of node use different names. */
const statusNames = {
  claims: { code: 'status-code', description: 'status-description' },
  management: { code: 'statusCode', description: 'statusDescription' },
} as const;

export interface Reply {
  readonly status: number;
  readonly description: string;
  readonly condition?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface Request {
  readonly message_id?: unknown;
  readonly reply_to?: string;
  readonly application_properties?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const replyLinks = new WeakMap<Connection, Map<string, Sender>>();

export function addReplyLink(sender: Sender, address: string | undefined): void {
  const links = replyLinks.get(sender.connection) ?? new Map<string, Sender>();
  replyLinks.set(sender.connection, links);
  const names = [sender.name, ...(address === undefined ? [] : [address])];
  for (const name of names) links.set(name, sender);
  answerCredit(sender);
  sender.on('sender_close', () => {
    for (const name of names) if (links.get(name) === sender) links.delete(name);
  });
}

export function reply(
  connection: Connection,
  kind: keyof typeof statusNames,
  request: Request,
  { status, description, condition, body = {} }: Reply,
): void {
  const names = statusNames[kind];
  const link = replyLinks.get(connection)?.get(request.reply_to ?? '');
  link?.send({
    correlation_id: request.message_id,
    to: request.reply_to,
    application_properties: {
      [names.code]: rhea.types.wrap_int(status),
      [names.description]: description,
      ...(condition !== undefined && { errorCondition: rhea.types.wrap_symbol(condition) }),
    },
    body,
  } as never);
}
