import { isKnown } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';

/** Moves a message that can never succeed to the queue of parked messages. */
export type ParkMessage = (queue: string, body: unknown, error: Error) => Promise<void>;

export function createParkMessage({
  messageBus,
  log,
}: Pick<Ports, 'messageBus' | 'log'>): ParkMessage {
  return async (queue, body, error) => {
    const reason = error.message;
    // A missing document is expected after a removal; every other reason needs an operator.
    if (isKnown(error) && error.kind === 'notFound') log.warn('message.parked', { queue, reason });
    else log.error('message.parked', { queue, reason }, error);
    await messageBus.park(queue, body, reason);
  };
}
