// Queue messages: parse, handle, and map every error kind. An error that can pass is thrown: Service Bus then delivers the
// message again, up to the queue's delivery limit. Other messages are parked.
import type { InvocationContext } from '@azure/functions';
import type { z } from 'zod';
import { InvalidInput, isKnown } from '../../errors.ts';
import { withInvocation } from '../system/log.ts';

export function queueHandler<T>(
  queue: string,
  schema: z.ZodType<T>,
  /** Moves a message that can never succeed out of the queue. */
  park: () => (queue: string, body: unknown, error: Error) => Promise<void>,
  handle: (message: T) => Promise<unknown>,
) {
  return (body: unknown, context: InvocationContext): Promise<void> =>
    withInvocation(context, async () => {
      try {
        const { data, error } = schema.safeParse(body);
        if (error !== undefined) throw new InvalidInput(`not a message of '${queue}'`);
        await handle(data);
      } catch (error) {
        await mapError(error, body);
      }
    });

  async function mapError(error: unknown, body: unknown): Promise<void> {
    if (!isKnown(error)) throw error;
    switch (error.kind) {
      case 'invalidInput':
      case 'permanent':
      case 'notFound':
        return park()(queue, body, error);
      case 'concurrencyConflict':
      case 'notAllowed':
      case 'staleVersion':
      case 'transient':
      case 'corruptRecord':
        throw error;
    }
  }
}
