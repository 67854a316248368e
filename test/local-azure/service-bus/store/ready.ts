/**
 * Messages that wait for a receiver, by sequence number. A message that comes back (abandoned, lock lost) takes its old
 * place. Taking from the front moves an index; the array is cut when its spent half is worth it.
 */
import type { StoredMessage } from './stored-message.ts';

export interface ReadyLine {
  readonly size: number;
  add(message: StoredMessage): void;
  take(): StoredMessage | undefined;
  remove(message: StoredMessage): void;
  all(): StoredMessage[];
}

export function readyLine(): ReadyLine {
  let line: StoredMessage[] = [];
  let head = 0;

  /** The place of the first message whose number is not below `sequence`. */
  function placeOf(sequence: number): number {
    let low = head;
    let high = line.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (line[middle]!.sequence < sequence) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    get size() {
      return line.length - head;
    },
    add(message) {
      const last = line.at(-1);
      if (last === undefined || last.sequence < message.sequence || head === line.length)
        line.push(message);
      else line.splice(placeOf(message.sequence), 0, message);
    },
    take() {
      if (head === line.length) return undefined;
      const message = line[head++];
      if (head > 1024 && head * 2 > line.length) {
        line = line.slice(head);
        head = 0;
      }
      return message;
    },
    remove(message) {
      const place = placeOf(message.sequence);
      if (line[place] === message) line.splice(place, 1);
    },
    all: () => line.slice(head),
  };
}
