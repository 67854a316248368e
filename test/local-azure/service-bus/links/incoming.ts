/** Links on which the client sends: messages to a queue, claims to $cbs, requests to $management. */
import rhea, { type EventContext, type Receiver } from 'rhea';
import { manage } from '../management/operations.ts';
import type { Namespace } from '../store/namespace.ts';
import type { Queue } from '../store/queue.ts';
import { sections } from '../wire/bytes.ts';
import { readContent } from '../wire/message-content.ts';
import { checkRequestSize, largestRequest } from '../wire/message-size.ts';
import { amqpError, asRefusal } from '../wire/refusal.ts';
import { attachOf, batchFormat, receiveBytes } from '../wire/rhea-edge.ts';
import { readValue } from '../wire/values.ts';
import { nodeOf } from './addresses.ts';
import { reply, type Request } from './replies.ts';

const dataSection = 0x75;

/** The original bytes of the message, because of receiveBytes. */
const encoded = (context: EventContext) => context.message as unknown as Buffer;

function contentsOf(bytes: Buffer, format: number | undefined) {
  checkRequestSize(bytes.length);
  if (format !== batchFormat) return [readContent(bytes)];
  return sections(bytes)
    .filter((part) => part.code === dataSection)
    .map((part) => readContent(readValue(part.value) as Buffer));
}

function receiveInto(queue: Queue, context: EventContext) {
  const { delivery } = context;
  const { format } = context as { format?: number };
  try {
    queue.admit(contentsOf(encoded(context), format));
    delivery?.accept();
  } catch (error) {
    delivery?.reject(amqpError(asRefusal(error)));
  }
}

const decoded = (context: EventContext): Request =>
  rhea.message.decode(encoded(context)) as Request;

export function openIncoming(receiver: Receiver, namespace: Namespace): void {
  const address = receiver.target.address;
  receiver.set_target({ address });
  receiver.set_source({ address: receiver.source.address });
  attachOf(receiver).max_message_size = largestRequest;
  receiveBytes(receiver.session);
  try {
    const node = nodeOf(address);
    if (node.kind === 'claims') {
      receiver.on('message', (context: EventContext) => {
        context.delivery?.accept();
        // Every claim is accepted.
        reply(receiver.connection, 'claims', decoded(context), {
          status: 202,
          description: 'Accepted',
        });
      });
      return;
    }
    const queue = namespace.entity(node.entity);
    if (node.kind === 'entity')
      receiver.on('message', (context: EventContext) => receiveInto(queue, context));
    else
      receiver.on('message', (context: EventContext) => {
        context.delivery?.accept();
        const request = decoded(context);
        const size = encoded(context).length;
        reply(receiver.connection, 'management', request, manage(queue, request, size));
      });
  } catch (error) {
    receiver.close(amqpError(asRefusal(error)));
  }
}
