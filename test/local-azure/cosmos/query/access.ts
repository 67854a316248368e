// Selects the index of a query, and whether the index has the requested order.
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
  /** The order of the results, which a continuation token refers to. Ties are ordered by sequence number. */
  order: OrderItem[];
  /** True if the index has that order; otherwise all matches are read before the first result. */
  served: boolean;
}

export function orderOf({ orderBy }: Query, { composites, isIndexed }: Shape): OrderItem[] {
  const items = orderBy.map(({ clause: { expression }, descending }) => {
    const steps = expression.kind === 'path' ? expression.steps : [];
    return { path: canonicalPath(steps), steps, descending };
  });
  // One path needs its own index, even if a composite index contains it. Several paths need a composite index.
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
 * The value of an index for a query. The columns that equalities fix from its left count most. Then counts that it has
 * the order, so that TOP stops early. Then counts a range on the next column.
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

/** Fixed columns are constant within one scan. The other columns must all follow the index, or all be reversed. */
function givesOrder({ columns }: Index, fixed: number, order: OrderItem[]): boolean {
  const constant = new Set(columns.slice(0, fixed).map(({ column }) => column.path));
  const variableOrder = order.filter(({ path }) => !constant.has(path));
  const rest = columns.slice(fixed, fixed + variableOrder.length);
  if (rest.length < variableOrder.length) return false;
  return [false, true].some((reversed) =>
    variableOrder.every(
      ({ path, descending }, at) =>
        rest[at]!.column.path === path && (rest[at]!.descending !== reversed) === descending,
    ),
  );
}
