/** Renews locks by their tokens, and settles messages without a link: deferred, or the link is lost. */
import type { Outcome } from '../store/outcome.ts';
import { lockTokenOfBytes } from '../wire/lock-token.ts';
import { notImplemented } from '../wire/refusal.ts';
import { timestamps } from '../wire/values.ts';
import type { Operation } from './operations.ts';
import type { ManagementRequest } from './request.ts';

export const renewLock: Operation = (queue, request) => {
  const ends = request
    .buffers('lock-tokens')
    .map((token) => queue.locks.renew(lockTokenOfBytes(token)));
  return { expirations: timestamps(ends.map((end) => queue.clock.realAt(end))) };
};

function outcomeOf(request: ManagementRequest): Outcome {
  const status = request.text('disposition-status');
  const properties = request.map('properties-to-modify');
  switch (status) {
    case 'completed':
      return { kind: 'complete' };
    case 'abandoned':
      return { kind: 'abandon', properties };
    case 'defered':
      return { kind: 'defer', properties };
    case 'suspended':
      return {
        kind: 'deadLetter',
        reason: request.optionalText('deadletter-reason'),
        description: request.optionalText('deadletter-description'),
        properties,
      };
    default:
      throw notImplemented(`the disposition '${status}'`);
  }
}

export const updateDisposition: Operation = (queue, request) => {
  const outcome = outcomeOf(request);
  for (const token of request.buffers('lock-tokens'))
    queue.settle(lockTokenOfBytes(token), outcome);
  return {};
};
