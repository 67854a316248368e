import { createHash, randomBytes } from 'node:crypto';
import type { Ids } from '../../ports/ids.ts';

export const ids: Ids = {
  secret: () => randomBytes(16).toString('hex'),
  digest: (text) => createHash('sha256').update(text).digest('hex'),
};
