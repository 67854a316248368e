/** The node of the namespace for the address of a link. */
import { notImplemented } from '../wire/refusal.ts';

export type Node =
  | { readonly kind: 'claims' }
  | { readonly kind: 'management'; readonly entity: string }
  | { readonly kind: 'entity'; readonly entity: string };

const management = '/$management';

export function nodeOf(address: string | undefined): Node {
  const text = address ?? '';
  const lower = text.toLowerCase();
  if (lower === '$cbs') return { kind: 'claims' };
  if (lower.includes('/$transfer')) throw notImplemented(`transfer dead-letter queues ('${text}')`);
  if (lower.includes('/subscriptions/'))
    throw notImplemented(`topics and subscriptions ('${text}')`);
  if (lower.endsWith(management))
    return { kind: 'management', entity: text.slice(0, -management.length) };
  return { kind: 'entity', entity: text };
}
