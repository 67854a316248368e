import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { encodingOf } from '../../../shared/adapters/csv/encoding.ts';
import { readRows } from '../../../shared/adapters/csv/read-rows.ts';
import type { ContactFiles } from '../../../shared/ports/contact-files.ts';

export interface MemoryFiles extends ContactFiles {
  put(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
}

/** Pieces this small cut rows, characters and line breaks apart, as a network does. */
const pieceBytes = 7_001;

export function memoryFiles(): MemoryFiles {
  const files = new Map<string, Buffer>();
  const bytes = (path: string): Buffer => files.get(path) ?? Buffer.alloc(0);

  function* pieces(content: Buffer): Generator<Buffer> {
    for (let from = 0; from < content.length; from += pieceBytes) {
      yield content.subarray(from, from + pieceBytes);
    }
  }

  return {
    put: (path, content) => void files.set(path, Buffer.from(content)),
    remove: (path) => void files.delete(path),
    sizeOf: async (path) => files.get(path)?.length,
    digestOf: async (path) => createHash('sha256').update(bytes(path)).digest('hex'),
    encodingOf: async (path) => encodingOf(bytes(path)),
    read: (path) =>
      readRows({
        open: async (from) => Readable.from(pieces(bytes(path).subarray(from))),
        size: async () => bytes(path).length,
      }),
  };
}
