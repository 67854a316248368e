/** The operations of the $management node of an entity. */
import type { Reply, Request } from '../links/replies.ts';
import type { Queue } from '../store/queue.ts';
import { checkRequestSize } from '../wire/message-size.ts';
import { asRefusal, notImplemented } from '../wire/refusal.ts';
import { peek, receiveBySequenceNumber } from './browse.ts';
import { renewLock, updateDisposition } from './message-locks.ts';
import { managementRequest, type ManagementRequest } from './request.ts';
import { cancelScheduled, schedule } from './scheduling.ts';
import { getState, listSessions, renewSessionLock, setState } from './session-state.ts';

/** Returns the body of the reply, or throws a Refusal. */
export type Operation = (
  queue: Queue,
  request: ManagementRequest,
) => Readonly<Record<string, unknown>>;

const operations: Readonly<Record<string, Operation>> = {
  'schedule-message': schedule,
  'cancel-scheduled-message': cancelScheduled,
  'renew-lock': renewLock,
  'update-disposition': updateDisposition,
  'peek-message': peek,
  'receive-by-sequence-number': receiveBySequenceNumber,
  'renew-session-lock': renewSessionLock,
  'get-session-state': getState,
  'set-session-state': setState,
  'get-message-sessions': listSessions,
};

/** `size` is that of the whole request in bytes. The limit of a message applies to it. */
export function manage(queue: Queue, given: Request, size: number): Reply {
  try {
    checkRequestSize(size);
    const request = managementRequest(given);
    const operation = operations[request.operation];
    if (operation === undefined)
      throw notImplemented(`the management operation '${request.operation}'`);
    return { status: 200, description: 'OK', body: operation(queue, request) };
  } catch (error) {
    const { status, message, condition } = asRefusal(error);
    return { status, description: message, condition };
  }
}
