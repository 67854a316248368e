/** Peeks messages by their numbers, and receives deferred ones. */
import rhea from 'rhea';
import { brokerFields } from '../store/stored-message.ts';
import { lockTokenBytes } from '../wire/lock-token.ts';
import { encodeMessage } from '../wire/message-encoding.ts';
import { notImplemented, Refusal } from '../wire/refusal.ts';
import type { Operation } from './operations.ts';

const nothingThere = () =>
  new Refusal('com.microsoft:message-not-found', 204, 'There is no message from here on.');

export const peek: Operation = (queue, request) => {
  if (request.isTrue('omit-message-body')) throw notImplemented('peeking without the body');
  const messages = queue.browse(
    request.number('from-sequence-number'),
    request.number('message-count'),
    request.optionalText('session-id'),
  );
  if (messages.length === 0) throw nothingThere();
  return {
    messages: messages.map((message) => ({
      message: encodeMessage(message.content, brokerFields(message, undefined)),
    })),
  };
};

export const receiveBySequenceNumber: Operation = (queue, request) => {
  const mode = request.number('receiver-settle-mode') === 0 ? 'receiveAndDelete' : 'peekLock';
  const id = request.optionalText('session-id');
  const session = id === undefined ? undefined : queue.sessions.held(id, request.linkName);
  const received = queue.receiveDeferred(request.numbers('sequence-numbers'), mode, session);
  return {
    messages: received.map(({ message, lock }) => {
      const until = lock === undefined ? undefined : queue.clock.realAt(lock.until);
      return {
        'lock-token': rhea.types.wrap_uuid(
          lock === undefined ? Buffer.alloc(16) : lockTokenBytes(lock.token),
        ),
        message: encodeMessage(message.content, brokerFields(message, until)),
      };
    }),
  };
};
