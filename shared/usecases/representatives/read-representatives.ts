import type { Representative } from '../../domain/representative/representative.ts';
import { NotFound } from '../../errors.ts';
import type { Ports } from '../../ports/ports.ts';

/** Throws NotFound. */
export type GetRepresentative = (id: string) => Promise<Representative>;

export function createGetRepresentative({
  representatives,
}: Pick<Ports, 'representatives'>): GetRepresentative {
  return async (id) => {
    const stored = await representatives.find(id);
    if (stored === undefined) throw new NotFound('representative', id);
    return stored.value;
  };
}

export type ListRepresentatives = () => Promise<Representative[]>;

export function createListRepresentatives({
  representatives,
}: Pick<Ports, 'representatives'>): ListRepresentatives {
  return async () => (await representatives.list()).map(({ value }) => value);
}
