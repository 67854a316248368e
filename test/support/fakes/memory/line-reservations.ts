import { lineReservationsSchema } from '../../../../shared/domain/pacing/line-reservations.ts';
import type { LineReservationStore } from '../../../../shared/ports/line-reservation-store.ts';
import { versions } from './versions.ts';

export function memoryLineReservations(): LineReservationStore {
  const stored = versions(lineReservationsSchema);
  return {
    find: async (number) => stored.find(number) ?? { value: { number, holds: [] }, etag: null },
    save: async (version) => void stored.save(version.value.number, version),
  };
}
