import { tooLarge } from './refusal.ts';

/** The standard tier's limit, for a message and for a batch as a whole. */
export const largestMessage = 256 * 1024;

export function checkSize(bytes: Buffer): void {
  if (bytes.length > largestMessage) throw tooLarge(bytes.length, largestMessage);
}
