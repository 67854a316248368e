// The folders of a configuration have the names of the API's collections.
import { routes as collections } from '../../shared/contract/configuration/collections.ts';
import type { ConfigurationKind } from '../../shared/domain/configuration/documents.ts';

export { collections };

/** In the order of a plan, as far as references do not require another one. */
export const kinds = Object.keys(collections) as ConfigurationKind[];

export const kindOf = (collection: string): ConfigurationKind | undefined =>
  kinds.find((kind) => collections[kind] === collection);

export interface Named {
  readonly kind: ConfigurationKind;
  readonly id: string;
}

/** `queues/renewals`: the name of a document in the plan, and its path below the API. */
export const nameOf = ({ kind, id }: Named): string => `${collections[kind]}/${id}`;
