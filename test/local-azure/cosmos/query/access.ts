// How a query reaches its documents: which index, and whether the index already has them in the order asked for.
import { badQuery } from '../error.ts';
import { type Query } from '../sql/syntax.ts';
import { type Container } from '../store/container.ts';
import { canonicalPath, type Shape } from '../store/shape.ts';
import { type Index } from '../store/table.ts';
import { type Bounds } from './bounds.ts';

export interface OrderItem {
  path: string;
  steps: readonly (string | number)[];
  descending: boolean;
}
export interface Access {
  index: Index | undefined;
  /** The order in which results come; what a continuation token stands on. Ties come by sequence number. */
  order: OrderItem[];
  /** The index gives that order; otherwise all matches must be seen before the first can be answered. */
  served: boolean;
}

export function orderOf({ orderBy }: Query, { composites, isIndexed }: Shape): OrderItem[] {
  const items = orderBy.map(({ clause: { expression }, descending }) => {
    const steps = expression.kind === 'path' ? expression.steps : [];
    return { path: canonicalPath(steps), steps, descending };
  });
  // One path needs an index of its own, whatever composite index it stands in; several need a composite one.
  if (items.length === 1 && !isIndexed(items[0]!.steps)) {
    throw badQuery('The index path corresponding to the specified order-by item is excluded.');
  }
  const isServed = composites.some(
    ({ columns }) =>
      columns.length === items.length &&
      [false, true].some((reversed) =>
        columns.every(
          ({ path, descending }, at) =>
            path === items[at]!.path && (descending !== reversed) === items[at]!.descending,
        ),
      ),
  );
  if (items.length > 1 && !isServed) {
    throw badQuery(
      'The order by query does not have a corresponding composite index that it can be served from.',
    );
  }
  return items;
}

/**
 * An index is worth the columns that equalities fix from its left; then that it gives the order, so that TOP stops
 * early; then that the next column has a range.
 */
export function accessFor(container: Container, bounds: Bounds, order: OrderItem[]): Access {
  let best: Access = { index: undefined, order, served: order.length === 0 };
  let bestWorth = 0;
  for (const index of container.table.indexes) {
    const { columns } = index;
    let fixed = 0;
    while (bounds.byPath.get(columns[fixed]?.column.path ?? '')?.equal) fixed += 1;
    const next = columns[fixed];
    const ranged = next !== undefined && bounds.byPath.has(next.column.path);
    const served = order.length > 0 && givesOrder(index, fixed, order);
    const worth = fixed * 4 + (served ? 2 : 0) + (ranged ? 1 : 0);
    if (worth <= bestWorth) continue;
    bestWorth = worth;
    best =
      order.length > 0
        ? { index, order, served }
        : { index, order: ownOrder(index, fixed), served: true };
  }
  return best;
}

const ownOrder = ({ columns }: Index, fixed: number): OrderItem[] =>
  columns.slice(fixed).map(({ column, descending }) => ({
    path: column.path,
    steps: column.steps,
    descending,
  }));

/** Fixed columns are the same all through one scan; the rest must follow the index, or all run against it. */
function givesOrder({ columns }: Index, fixed: number, order: OrderItem[]): boolean {
  const constant = new Set(columns.slice(0, fixed).map(({ column }) => column.path));
  const asked = order.filter(({ path }) => !constant.has(path));
  const rest = columns.slice(fixed, fixed + asked.length);
  if (rest.length < asked.length) return false;
  return [false, true].some((reversed) =>
    asked.every(
      ({ path, descending }, at) =>
        rest[at]!.column.path === path && (rest[at]!.descending !== reversed) === descending,
    ),
  );
}
