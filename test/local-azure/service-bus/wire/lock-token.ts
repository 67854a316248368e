/**
 * A lock token is a uuid, stored as its 32 hex digits. A delivery tag has the byte order of .NET, with the first three
 * groups reversed. A $management request has the normal byte order.
 */
import { randomUUID } from 'node:crypto';

export const newLockToken = (): string => randomUUID().replaceAll('-', '');

export const lockTokenBytes = (token: string): Buffer => Buffer.from(token, 'hex');

export const lockTokenOfBytes = (bytes: Buffer): string => bytes.toString('hex');

function reverseGroups(bytes: Buffer): Buffer {
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}

export const lockTokenTag = (token: string): Buffer => reverseGroups(lockTokenBytes(token));

export const lockTokenOfTag = (tag: Buffer): string =>
  reverseGroups(Buffer.from(tag)).toString('hex');
