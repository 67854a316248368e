import { Fault } from '../http/fault.ts';
import { type Call } from '../calling/call.ts';
import { type Asker, type CallEvents } from '../calling/events.ts';
import { type Leg } from '../calling/call-leg.ts';
import { callEnded, result, type Result } from '../calling/result.ts';

/** An accepted media operation. Its events have its kind in their names: PlayCompleted, RecognizeFailed … */
export interface MediaOperation {
  readonly kind: 'Play' | 'Recognize';
  readonly asker: Asker;
  /** Raw ids of the target parties; an empty list means all parties. */
  readonly parties: readonly string[];
  /** Starts the operation and returns its cancellation. `over` is called once, and never after a cancellation. */
  readonly begin: (over: (ending: MediaEnding) => void) => () => void;
}
export interface MediaEnding {
  readonly how: 'Completed' | 'Failed';
  readonly result: Result;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** The running operation and the queue behind it. */
export interface MediaDesk {
  current: { operation: MediaOperation; cancel: () => void } | undefined;
  readonly waiting: MediaOperation[];
}
export const newMediaDesk = (): MediaDesk => ({ current: undefined, waiting: [] });

const longestQueue = 10;
const busy = (message: string) => new Fault(400, '8500', message);
const incompatible = () =>
  new Fault(412, '8583', 'Another media operation on a participant of this group call is running.');
const cancelled = result(400, 8508, 'Action failed, the operation was cancelled.');
const partyLeft = result(500, 9999, 'The participant left the call.');

/**
 * Runs the operations of one call one after another. A play waits for a recognition, and a recognition waits for a
 * play. A second recognition is refused. In a group call, a second operation on single participants is refused too.
 */
export function media(events: CallEvents) {
  function sendResult(
    call: Call,
    operation: MediaOperation,
    how: string,
    ending: Result,
    more = {},
  ) {
    const failure = how === 'Failed' ? { failedPlaySourceIndex: 0 } : {};
    const fields = operation.kind === 'Play' ? { ...failure, ...more } : more;
    events.answer(call, operation.asker, `${operation.kind}${how}`, ending, fields);
  }

  function begin(call: Call, operation: MediaOperation): void {
    const desk = call.media;
    const cancel = operation.begin(({ how, result: ending, more }) => {
      desk.current = undefined;
      sendResult(call, operation, how, ending, more);
      const next = desk.waiting.shift();
      if (next !== undefined) begin(call, next);
    });
    desk.current = { operation, cancel };
  }

  function drop(call: Call, how: 'Canceled' | 'Failed', why: Result): void {
    const { current, waiting } = call.media;
    current?.cancel();
    const dropped = [...(current === undefined ? [] : [current.operation]), ...waiting];
    call.media.current = undefined;
    waiting.length = 0;
    for (const operation of dropped) sendResult(call, operation, how, why);
  }

  function check(call: Call, operation: MediaOperation): void {
    const { current, waiting } = call.media;
    const ahead = [...(current === undefined ? [] : [current.operation]), ...waiting];
    if (ahead.length === 0) return;
    const onParticipants = (each: MediaOperation) => each.parties.length > 0;
    if (call.legs.size > 1 && onParticipants(operation) && ahead.some(onParticipants)) {
      throw incompatible();
    }
    if (operation.kind === 'Recognize' && ahead.some(({ kind }) => kind === 'Recognize')) {
      throw busy('Another recognition is running in this call.');
    }
    if (ahead.length > longestQueue) throw busy('Too many media operations are waiting.');
  }

  return {
    start(call: Call, operation: MediaOperation, interrupt: boolean): void {
      if (interrupt) drop(call, 'Canceled', cancelled);
      else check(call, operation);
      if (call.media.current === undefined) begin(call, operation);
      else call.media.waiting.push(operation);
    },
    cancelAll: (call: Call) => drop(call, 'Canceled', cancelled),
    callEnds: (call: Call) => drop(call, 'Failed', callEnded),
    /** The running operation fails if its targets include this party; an operation for all parties continues. */
    legLeaves(call: Call, leg: Leg): void {
      const { current } = call.media;
      if (call.legs.size === 0) return;
      if (current?.operation.parties.includes(leg.identifier.rawId) !== true) return;
      current.cancel();
      call.media.current = undefined;
      sendResult(call, current.operation, 'Failed', partyLeft);
      const next = call.media.waiting.shift();
      if (next !== undefined) begin(call, next);
    },
  };
}
export type Media = ReturnType<typeof media>;
