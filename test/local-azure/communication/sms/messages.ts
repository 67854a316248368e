import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type LocalClock } from '../../clock.ts';
import { isE164 } from '../calling/identifier.ts';
import { type Journal } from '../control/journal.ts';
import { type Answer, type Request } from '../http/exchange.ts';
import { bodyOf, Fault } from '../http/fault.ts';
import { type Directory } from '../people/directory.ts';
import { type OwnedNumbers, senderPattern } from '../security/source-numbers.ts';
import { type EventGrid } from './grid.ts';
import { optOuts } from './opt-outs.ts';
import { segmentsOf } from './segments.ts';

const sendSchema = z.object({
  from: z.string().regex(senderPattern, 'is not a sender'),
  smsRecipients: z
    .array(
      z.object({
        to: z.string(),
        repeatabilityRequestId: z.string().optional(),
        repeatabilityFirstSent: z.string().optional(),
      }),
    )
    .min(1)
    .max(100),
  message: z.string().min(1).max(2048),
  smsSendOptions: z
    .object({ enableDeliveryReport: z.boolean(), tag: z.string().optional() })
    .optional(),
});
type Send = z.output<typeof sendSchema>;

const reportAfterMs = 2000;
const replyAfterMs = 5000;
const remembered = 20_000;
const delivered = ['Delivered', 'No error.'] as const;
const unreachable = ['Failed', '4006: The destination is not reachable.'] as const;
const optedOut = ['Failed', '4007: Sender blocked for given recipient.'] as const;

/** Events have numbers without their plus, except the `to` of a delivery report. */
const bare = (number: string) => number.replace('+', '');

export function messages(
  clock: LocalClock,
  directory: Directory,
  numbers: OwnedNumbers,
  grid: EventGrid,
  journal: Journal,
) {
  const stopped = optOuts();
  const sent = new Map<string, string>();
  const instant = () => new Date(clock.now()).toISOString();
  const idOf = (direction: string) =>
    `${direction}_${instant().replaceAll(/\D/g, '')}_${randomUUID()}`;

  function report(order: Send, to: string, messageId: string, status: string, details: string) {
    const failed = status === 'Failed' ? segmentsOf(order.message) : 0;
    const segmentsSucceeded = segmentsOf(order.message) - failed;
    const tag = order.smsSendOptions?.tag;
    grid.publish({
      id: messageId,
      subject: `/phonenumber/${bare(order.from)}`,
      eventType: 'Microsoft.Communication.SMSDeliveryReportReceived',
      data: {
        messageId,
        from: bare(order.from),
        to,
        deliveryStatus: status,
        deliveryStatusDetails: details,
        receivedTimestamp: instant(),
        deliveryAttempts: [{ timestamp: instant(), segmentsSucceeded, segmentsFailed: failed }],
        ...(tag === undefined ? {} : { Tag: tag }),
      },
    });
  }

  /** Receives a message of a person: the app gets an event, and the carrier applies a STOP or START. */
  function receive(from: string, to: string, message: string): string {
    const messageId = idOf('Incoming');
    stopped.hear(to, from, message);
    journal.note({
      direction: 'sms',
      path: from,
      text: JSON.stringify({ from, to, message }),
      remark: 'received',
    });
    grid.publish({
      id: messageId,
      subject: `/phonenumber/${bare(to)}`,
      eventType: 'Microsoft.Communication.SMSReceived',
      data: {
        messageId,
        from: bare(from),
        to: bare(to),
        message,
        receivedTimestamp: instant(),
        segmentCount: segmentsOf(message),
      },
    });
    return messageId;
  }

  function carry(order: Send, to: string, messageId: string): void {
    const { from, message } = order;
    const blocked = stopped.blocks(from, to);
    const { sms } = directory.person(to);
    const fate = sms === 'failed' ? unreachable : delivered;
    const [status, details] = blocked ? optedOut : fate;
    clock.after(reportAfterMs, () => {
      journal.note({
        direction: 'sms',
        path: to,
        text: JSON.stringify({ messageId, from, to, message, status, details }),
        remark: status,
      });
      if (order.smsSendOptions?.enableDeliveryReport === true) {
        report(order, to, messageId, status, details);
      }
    });
    if (sms === 'STOP' && !blocked) clock.after(replyAfterMs, () => void receive(to, from, 'STOP'));
  }

  function sendOne(order: Send, to: string, repeatabilityId: string | undefined) {
    if (!isE164(to)) {
      const errorMessage = 'Invalid To phone number format.';
      return { to, httpStatusCode: 400, successful: false, errorMessage };
    }
    const sentId = repeatabilityId === undefined ? undefined : sent.get(repeatabilityId);
    const messageId = sentId ?? idOf('Outgoing');
    if (sentId === undefined) carry(order, to, messageId);
    if (repeatabilityId !== undefined) sent.set(repeatabilityId, messageId);
    const [oldest] = sent.keys();
    if (sent.size > remembered && oldest !== undefined) sent.delete(oldest);
    return {
      to,
      messageId,
      httpStatusCode: 202,
      repeatabilityResult: 'accepted',
      successful: true,
    };
  }

  return {
    receive,
    send(request: Request): Answer {
      const order = bodyOf(sendSchema, request, (why) => new Fault(400, 'BadRequest', why));
      // The service refuses the whole request, not each recipient, as recorded in the tests of the SDK.
      if (!numbers.owns(order.from)) {
        throw new Fault(
          401,
          'Unauthorized',
          `${order.from} does not belong to this resource; send from one of its numbers.`,
        );
      }
      const value = order.smsRecipients.map(({ to, repeatabilityRequestId }) =>
        sendOne(order, to, repeatabilityRequestId),
      );
      return { status: 202, body: { value } };
    },
  };
}
export type Messages = ReturnType<typeof messages>;
