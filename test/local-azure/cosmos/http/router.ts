import { type DatabaseSync } from 'node:sqlite';
import { type LocalClock } from '../../clock.ts';
import { badRequest, CosmosError, notBuilt } from '../error.ts';
import { type Catalog } from '../store/catalog.ts';
import { accountReply } from './account.ts';
import { documentReply, documentsReply, partitionDeleteReply, rangesReply } from './documents.ts';
import { type Reply, type Request } from './request.ts';
import { containerReply, containersReply, databaseReply, databasesReply } from './resources.ts';
import { type Throttle } from './throttle.ts';

export interface Account {
  db: DatabaseSync;
  catalog: Catalog;
  clock: LocalClock;
  throttle: Throttle;
  authorize: (request: Request) => void;
}

export function route(account: Account, request: Request): Reply {
  const { catalog, db } = account;
  const { segments } = request;
  if (segments[0] === '_control') return controlReply(account, request);
  account.authorize(request);
  if (segments.length === 0) return accountReply(request.header('host') ?? '127.0.0.1');
  if (segments[0] !== 'dbs') throw notBuilt(`The resource '${segments[0] ?? ''}'`);
  if (segments.length === 1) return databasesReply(catalog, request);
  const database = catalog.databases.get(segments[1]!);
  if (!database) throw missing();
  if (segments.length === 2) return databaseReply(catalog, database, request);
  if (segments[2] !== 'colls') throw notBuilt(`The resource '${segments[2]!}'`);
  if (segments.length === 3) return containersReply(catalog, database, request);
  const container = database.containers.get(segments[3]!);
  if (!container) throw missing(1003);
  if (segments.length === 4) return containerReply(catalog, database, container, request);

  const place = { db, container, now: account.clock.now() };
  const [kind, id] = segments.slice(4);
  if (kind === 'pkranges') return rangesReply(place);
  if (kind === 'docs') {
    account.throttle.pass();
    return id === undefined ? documentsReply(request, place) : documentReply(request, place, id);
  }
  if (kind === 'operations' && id === 'partitionkeydelete') {
    return partitionDeleteReply(request, place);
  }
  throw notBuilt(`The resource '${kind!}'`);
}

/** A missing container has a sub-status of its own, so that clients tell it from a missing document. */
const missing = (substatus?: number) =>
  new CosmosError(
    404,
    'Owner resource does not exist.',
    substatus === undefined ? {} : { substatus },
  );

/** The emulator's own side, for tests: not signed, and no part of Azure. */
function controlReply({ throttle }: Account, request: Request): Reply {
  if (request.method !== 'PUT' || request.segments[1] !== 'throttle') {
    throw badRequest('The control side knows PUT /_control/throttle.');
  }
  const { every, retryAfterMs } = request.object();
  if (every !== null && typeof every !== 'number')
    throw badRequest("'every' must be a number or null.");
  throttle.set(every, typeof retryAfterMs === 'number' ? retryAfterMs : undefined);
  return { status: 200, body: '{}' };
}
