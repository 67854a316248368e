/** The state and the lock of a session, for the link that holds it. */
import rhea from 'rhea';
import type { Operation } from './operations.ts';

export const getState: Operation = (queue, request) => ({
  'session-state': queue.sessions.held(request.text('session-id'), request.linkName).state,
});

export const setState: Operation = (queue, request) => {
  const session = queue.sessions.held(request.text('session-id'), request.linkName);
  queue.saveSessionState(session, request.optionalBuffer('session-state'));
  return {};
};

export const renewSessionLock: Operation = (queue, request) => {
  const session = queue.sessions.held(request.text('session-id'), request.linkName);
  const until = Math.trunc(queue.clock.realAt(queue.sessions.renew(session)));
  return { expiration: rhea.types.wrap_timestamp(until) };
};

export const listSessions: Operation = (queue, request) => {
  const skip = request.number('skip');
  const ids = queue.sessions.all().map((session) => session.id);
  return { skip, 'sessions-ids': ids.slice(skip, skip + request.number('top')) };
};
