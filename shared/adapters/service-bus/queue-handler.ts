// Queue messages: parsed, handled, and every kind of error mapped to acknowledging, parking or throwing. Thrown, the message
// comes again until the queue's delivery limit. Nothing is caught and forgotten.
import type { InvocationContext } from '@azure/functions';
import type { z } from 'zod';
import { InvalidInput, isKnown } from '../../errors.ts';
import type { MessageBus } from '../../ports/message-bus.ts';
import { invocationLog as log, withInvocation } from '../system/log.ts';

export function queueHandler<T>(
  queue: string,
  schema: z.ZodType<T>,
  bus: () => MessageBus,
  handle: (message: T) => Promise<unknown>,
) {
  return (body: unknown, context: InvocationContext): Promise<void> =>
    withInvocation(context, async () => {
      try {
        const { data, error } = schema.safeParse(body);
        if (error !== undefined) throw new InvalidInput(`not a message of '${queue}'`);
        await handle(data);
      } catch (error) {
        await mapped(error, body);
      }
    });

  async function mapped(error: unknown, body: unknown): Promise<void> {
    if (!isKnown(error)) throw error;
    switch (error.kind) {
      case 'invalidInput':
      case 'permanent':
        log.error('message.parked', { queue, reason: error.message }, error);
        return bus().park(queue, body, error.message);
      case 'notFound':
        log.warn('message.parked', { queue, reason: error.message });
        return bus().park(queue, body, error.message);
      case 'concurrencyConflict':
      case 'notAllowed':
      case 'staleVersion':
      case 'transient':
      case 'corruptRecord':
        throw error;
    }
  }
}
