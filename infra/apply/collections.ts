// The folders of a configuration are called as the API's collections are.
import { routes as collections } from '../../shared/contract/configuration/collections.ts';
import type { ConfigurationKind } from '../../shared/domain/configuration/documents.ts';

export { collections };

/** In the order in which a plan shows them, where references ask for no other. */
export const kinds = Object.keys(collections) as ConfigurationKind[];

export const kindOf = (collection: string): ConfigurationKind | undefined =>
  kinds.find((kind) => collections[kind] === collection);

export interface Named {
  readonly kind: ConfigurationKind;
  readonly id: string;
}

/** `queues/renewals`: what a document is called in the plan, and its path below the API's. */
export const nameOf = ({ kind, id }: Named): string => `${collections[kind]}/${id}`;
