/** The sequence numbers of a queue. They are reserved in blocks, so that a crash never repeats a number. */
import type { Journal } from './journal.ts';

const block = 1000;

export interface SequenceNumbers {
  next(): number;
  continueAfter(last: number): void;
}

export function sequenceNumbers(queue: string, journal: Journal): SequenceNumbers {
  let last = 0;
  let reserved = 0;
  return {
    next() {
      if (++last > reserved) {
        reserved = last + block - 1;
        journal.reserveSequences(queue, reserved);
      }
      return last;
    },
    continueAfter(given) {
      last = given;
      reserved = given;
    },
  };
}
