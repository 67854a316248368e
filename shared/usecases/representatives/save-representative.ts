import type { Representative } from '../../domain/representative/representative.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import type { Ports } from '../../ports/ports.ts';
import type { RepresentativeProfile } from './representative-profile.ts';
import { validateProfile } from './validate-profile.ts';

/** Creates the representative (offline), or replaces the profile and keeps the presence. Throws InvalidInput. */
export type SaveRepresentative = (profile: RepresentativeProfile) => Promise<Representative>;

export function createSaveRepresentative(
  deps: Pick<Ports, 'representatives' | 'configuration' | 'clock'>,
): SaveRepresentative {
  const { representatives, configuration, clock } = deps;

  return async (profile) => {
    await validateProfile(configuration, profile);
    const offline = { status: 'offline', since: clock.now() } as const;
    return retryOnConflict(clock, async () => {
      const stored = await representatives.find(profile.id);
      const value: Representative = {
        ...profile,
        kind: 'representative',
        schemaVersion: 1,
        presence: stored?.value.presence ?? offline,
      };
      await representatives.save({ value, etag: stored?.etag ?? null });
      return value;
    });
  };
}
