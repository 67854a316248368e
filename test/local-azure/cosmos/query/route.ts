// The access path of a query: the partitions, the index, and its scans. The merged rows of the scans are the result.
import { type DatabaseSync } from 'node:sqlite';
import { policyPath } from '../json.ts';
import { compareText } from '../sql/order.ts';
import { type Parameters } from '../sql/evaluate.ts';
import { type Statement } from '../sql/statement.ts';
import { type Container } from '../store/container.ts';
import { type PartitionScope } from '../store/partition-key.ts';
import { accessFor, orderOf, type Access, type OrderItem } from './access.ts';
import { boundsOf, type Bound, type Bounds } from './bounds.ts';
import { mostSeparateScans, partitionsOf } from './partitions.ts';
import { tiesDescend, type Position, type Scan } from './scan.ts';

/** The reads of a query, for its request charge. */
interface Meter {
  documents: number;
  characters: number;
}
export interface Search {
  db: DatabaseSync;
  container: Container;
  statement: Statement;
  parameters: Parameters;
  scope: PartitionScope | undefined;
  now: number;
  meter: Meter;
}
export interface Route {
  access: Access;
  bounds: Bounds;
  scans: Scan[];
}

export function routeOf({ db, container, statement, parameters, scope }: Search): Route {
  const bounds = indexedOnly(boundsOf(statement.query.where?.expression, parameters), container);
  const order = orderOf(statement.query, container.shape);
  const partitions = partitionsOf(db, container.table, scope);
  if (partitions.kind === 'range') {
    const { from, to } = partitions;
    return plain(order, bounds, [{ from, to }]);
  }
  const places = partitions.keys.map((key) => ({ key }));
  const access = accessFor(container, bounds, order);
  if (!access.index) return plain(order, bounds, places);
  const variants = splitEqualities(access, bounds.byPath);
  if (places.length * variants.length > mostSeparateScans) return plain(order, bounds, places);
  const scans = places.flatMap((partition) =>
    variants.map((variant) => ({ partition, bounds: variant })),
  );
  return { access, bounds, scans };
}

/** An excluded path does not narrow a scan; its condition is checked on every document. */
function indexedOnly({ byPath, exact }: Bounds, { shape }: Container): Bounds {
  const indexed = [...byPath].filter(([path]) => shape.isIndexed(policyPath(path)));
  return { byPath: new Map(indexed), exact: exact && indexed.length === byPath.size };
}

/** Without an index the documents are in creation order, and any other order is sorted. */
function plain(order: OrderItem[], bounds: Bounds, places: Scan['partition'][]): Route {
  const access = { index: undefined, order, served: order.length === 0 };
  const scans = places.map((partition) => ({ partition, bounds: bounds.byPath }));
  return { access, bounds, scans };
}

/** An IN on an index column becomes one scan per value, each in index order. The merge keeps the order. */
function splitEqualities({ index }: Access, bounds: ReadonlyMap<string, Bound>) {
  let variants: ReadonlyMap<string, Bound>[] = [bounds];
  for (const { column } of index?.columns ?? []) {
    const keys = bounds.get(column.path)?.equal;
    if (!keys) break;
    variants = variants.flatMap((variant) =>
      keys.map((key) =>
        new Map(variant).set(column.path, { ...variant.get(column.path), equal: [key] }),
      ),
    );
  }
  return variants;
}

export function comparatorOf({ order }: Access) {
  const signs = order.map(({ descending }) => (descending ? -1 : 1));
  const tie = tiesDescend(order) ? -1 : 1;
  return (left: Position, right: Position): number => {
    for (const [at, sign] of signs.entries()) {
      const compared = compareText(left.keys[at]!, right.keys[at]!);
      if (compared !== 0) return compared * sign;
    }
    return (left.seq - right.seq) * tie;
  };
}
