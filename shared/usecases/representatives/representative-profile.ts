import type { Representative } from '../../domain/representative/representative.ts';

/** What an administrator writes of a representative. */
export type RepresentativeProfile = Omit<Representative, 'presence' | 'kind' | 'schemaVersion'>;
