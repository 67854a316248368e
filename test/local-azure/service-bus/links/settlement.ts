/** Converts the AMQP outcomes of a receiver to outcomes of the queue. */
import type { Delivery, EventContext, Sender } from 'rhea';
import type { Outcome } from '../store/outcome.ts';
import type { Queue } from '../store/queue.ts';
import { lockTokenOfTag } from '../wire/lock-token.ts';
import { amqpError, asRefusal } from '../wire/refusal.ts';
import { answerOutcome } from '../wire/rhea-edge.ts';

type Changes = Readonly<Record<string, unknown>>;

interface RemoteState {
  readonly undeliverable_here?: boolean;
  readonly message_annotations?: Changes;
  readonly error?: { readonly info?: Changes };
}

const stateOf = (delivery: Delivery): RemoteState => delivery.remote_state ?? {};

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

function modified(delivery: Delivery): Outcome {
  const { undeliverable_here: isDeferred, message_annotations: properties = {} } =
    stateOf(delivery);
  return { kind: isDeferred === true ? 'defer' : 'abandon', properties };
}

/** The properties contain the reason and its description. */
function rejected(delivery: Delivery): Outcome {
  const info = stateOf(delivery).error?.info ?? {};
  const { DeadLetterReason, DeadLetterErrorDescription, ...properties } = info;
  return {
    kind: 'deadLetter',
    reason: textOf(DeadLetterReason),
    description: textOf(DeadLetterErrorDescription),
    properties,
  };
}

const outcomes: Readonly<Record<string, (delivery: Delivery) => Outcome>> = {
  accepted: () => ({ kind: 'complete' }),
  released: () => ({ kind: 'abandon', properties: {} }),
  modified,
  rejected,
};

function settle(queue: Queue, delivery: Delivery, outcome: Outcome) {
  try {
    queue.settle(lockTokenOfTag(delivery.tag as Buffer), outcome);
    answerOutcome(delivery, undefined);
  } catch (error) {
    answerOutcome(delivery, amqpError(asRefusal(error)));
  }
}

export function listenForOutcomes(sender: Sender, queue: Queue): void {
  for (const [name, outcomeOf] of Object.entries(outcomes))
    sender.on(name, ({ delivery }: EventContext) => {
      if (delivery !== undefined && !delivery.settled) settle(queue, delivery, outcomeOf(delivery));
    });
}
