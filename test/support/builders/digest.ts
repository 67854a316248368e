import { createHash } from 'node:crypto';
import type { Digest } from '../../../shared/domain/values/ids.ts';

export const digest: Digest = (text) => createHash('sha256').update(text).digest('hex');
