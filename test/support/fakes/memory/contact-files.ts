import { contactFile } from '../../../../shared/adapters/csv/contact-file.ts';
import type { ContactFiles } from '../../../../shared/ports/contact-files.ts';

export interface MemoryFiles extends ContactFiles {
  put(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
}

export function memoryFiles(): MemoryFiles {
  const files = new Map<string, Buffer>();

  return {
    put: (path, content) => void files.set(path, Buffer.from(content)),
    remove: (path) => void files.delete(path),
    async open(path, limit) {
      const content = files.get(path);
      if (content === undefined) return undefined;
      const size = content.length;
      return size > limit ? { kind: 'tooLarge', size } : contactFile(content);
    },
  };
}
