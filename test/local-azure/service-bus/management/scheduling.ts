/** Schedules and cancels messages. The instants are those of the local clock. */
import { readContent } from '../wire/message-content.ts';
import { notAllowed } from '../wire/refusal.ts';
import { longs } from '../wire/values.ts';
import type { Operation } from './operations.ts';

export const schedule: Operation = (queue, request) => {
  const encoded = request.maps('messages').map(({ message }) => {
    if (!Buffer.isBuffer(message)) throw notAllowed('A scheduled message has no content.');
    return message;
  });
  const sequences = queue.admit(encoded.map((bytes) => readContent(bytes)));
  return { 'sequence-numbers': longs(sequences) };
};

export const cancelScheduled: Operation = (queue, request) => {
  queue.cancelScheduled(request.numbers('sequence-numbers'));
  return {};
};
