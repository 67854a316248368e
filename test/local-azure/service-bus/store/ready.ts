/**
 * Messages that wait for a receiver, by sequence number. A returned message (abandoned, or lock lost) gets its old
 * position. Removing the first message moves an index. The array is cut when half of it is used up.
 */
import type { StoredMessage } from './stored-message.ts';

export interface ReadyMessages {
  readonly size: number;
  add(message: StoredMessage): void;
  take(): StoredMessage | undefined;
  remove(message: StoredMessage): void;
  all(): StoredMessage[];
}

export function readyMessages(): ReadyMessages {
  let messages: StoredMessage[] = [];
  let head = 0;

  /** The index of the first message with a sequence number of at least `sequence`. */
  function indexOf(sequence: number): number {
    let low = head;
    let high = messages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (messages[middle]!.sequence < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    get size() {
      return messages.length - head;
    },
    add(message) {
      const last = messages.at(-1);
      if (last === undefined || last.sequence < message.sequence || head === messages.length)
        messages.push(message);
      else messages.splice(indexOf(message.sequence), 0, message);
    },
    take() {
      if (head === messages.length) return undefined;
      const message = messages[head++];
      if (head > 1024 && head * 2 > messages.length) {
        messages = messages.slice(head);
        head = 0;
      }
      return message;
    },
    remove(message) {
      const index = indexOf(message.sequence);
      if (messages[index] === message) messages.splice(index, 1);
    },
    all: () => messages.slice(head),
  };
}
