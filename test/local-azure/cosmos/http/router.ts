import { type DatabaseSync } from 'node:sqlite';
import { type LocalClock } from '../../clock.ts';
import { CosmosError, notSupported } from '../error.ts';
import { type Catalog } from '../store/catalog.ts';
import { type Container } from '../store/container.ts';
import { accountReply } from './account.ts';
import { refuseStronger, sessionOf, sessionToken } from './consistency.ts';
import { controlReply, type Switches } from './control.ts';
import {
  documentReply,
  documentsReply,
  isRead,
  partitionDeleteReply,
  rangesReply,
  type Place,
} from './documents.ts';
import { type Reply, type Request } from './request.ts';
import { containerReply, containersReply, databaseReply, databasesReply } from './resources.ts';

export interface Account extends Switches {
  db: DatabaseSync;
  catalog: Catalog;
  clock: LocalClock;
  authorize: (request: Request) => void;
}

export function route(account: Account, request: Request): Reply {
  const { catalog } = account;
  const { segments } = request;
  if (segments[0] === '_control') return controlReply(account, request);
  account.authorize(request);
  if (segments.length === 0) return accountReply(request.header('host') ?? '127.0.0.1');
  refuseStronger(request);
  if (segments[0] !== 'dbs') throw notSupported(`The resource '${segments[0] ?? ''}'`);
  if (segments.length === 1) return databasesReply(catalog, request);
  const database = catalog.databases.get(segments[1]!);
  if (!database) throw segments.length === 2 ? missing() : missingOwner();
  if (segments.length === 2) return databaseReply(catalog, database, request);
  if (segments[2] !== 'colls') throw notSupported(`The resource '${segments[2]!}'`);
  if (segments.length === 3) return containersReply(catalog, database, request);
  const container = database.containers.get(segments[3]!);
  if (!container) throw segments.length === 4 ? missing() : missingOwner();
  if (segments.length === 4) return containerReply(catalog, database, container, request);
  return belowContainer(account, container, request);
}

function belowContainer(account: Account, container: Container, request: Request): Reply {
  const [kind, id] = request.segments.slice(4);
  if (kind === 'pkranges') return rangesReply(container);
  if (kind === 'docs') {
    account.throttle.pass();
    return inSession(account, container, request, (place) =>
      id === undefined ? documentsReply(request, place) : documentReply(request, place, id),
    );
  }
  if (kind === 'operations' && id === 'partitionkeydelete') {
    return inSession(account, container, request, (place) => partitionDeleteReply(request, place));
  }
  throw notSupported(`The resource '${kind!}'`);
}

/** Runs a read within the session of the client, or a write. The response has the session token. */
function inSession(
  { db, clock, lag, emptyPages }: Account,
  container: Container,
  request: Request,
  run: (place: Place) => Reply,
): Reply {
  const now = clock.now();
  const place = { now, emptyPages: emptyPages.on };
  let reply: Reply;
  let lsn: number;
  if (isRead(request)) {
    const view = lag.view(container, sessionOf(request), now);
    ({ lsn } = view);
    reply = run({ ...place, db: view.db, container: view.container });
  } else {
    const written = lag.write(container, now, () => run({ ...place, db, container }));
    ({ lsn, result: reply } = written);
  }
  // A client stores the token by the resource id of the container, and stores none without it.
  const session = { 'x-ms-session-token': sessionToken(lsn), 'x-ms-content-path': container.rid };
  return { ...reply, headers: { ...reply.headers, ...session } };
}

const missing = () => new CosmosError(404, 'Resource Not Found.');

/** The sub-status of a missing database or container. It differs from a missing document. */
const missingOwner = () =>
  new CosmosError(404, 'Owner resource does not exist.', { substatus: 1003 });
