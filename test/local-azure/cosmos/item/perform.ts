// Runs one operation on one document: reads it, checks the preconditions, and writes it.
import { badRequest, CosmosError, notSupported } from '../error.ts';
import { parseJson, type JsonObject } from '../json.ts';
import { type Container } from '../store/container.ts';
import { type NewDocument, type StoredDocument } from '../store/documents.ts';
import { pointReadCharge, writeCharge } from './charge.ts';
import { applyPatch } from './patch.ts';
import { documentId, storedDocument } from './stored.ts';

export interface Operation {
  type: string;
  id: string | undefined;
  content: JsonObject | undefined;
  ifMatch: string | undefined;
  ifNoneMatch: string | undefined;
}
export interface Outcome {
  status: number;
  charge: number;
  etag?: string;
  body?: string;
}

const conflict = () =>
  new CosmosError(409, 'Entity with the specified id already exists in the system.');
const missing = () =>
  new CosmosError(404, 'Entity with the specified id does not exist in the system.');
const unmet = () =>
  new CosmosError(
    412,
    'Operation cannot be performed because one of the specified precondition is not met.',
  );

export function perform(
  container: Container,
  pk: string,
  operation: Operation,
  now: number,
): Outcome {
  const id = operation.id ?? (operation.content && documentId(operation.content));
  if (id === undefined) throw badRequest('The operation names no document.');
  // A read changes nothing, so a lagging copy can serve it.
  if (operation.type !== 'Read' && container.shape.defaultTtl !== undefined) {
    container.documents.expire(now);
  }
  const stored = container.documents.find(pk, id, now);
  switch (operation.type) {
    case 'Create':
      if (stored) throw conflict();
      return write(container, pk, undefined, contentOf(operation), now);
    case 'Upsert':
      // Without a document an upsert is a create, which ignores If-Match: 201.
      if (stored) checkMatch(operation, stored);
      return write(container, pk, stored, contentOf(operation), now);
    case 'Read':
      return read(operation, stored);
    case 'Replace':
      return replace(container, pk, stored, operation, now);
    case 'Patch':
      return patch(container, pk, stored, operation, now);
    case 'Delete':
      return remove(container, stored, operation);
    default:
      throw notSupported(`The operation ${operation.type}`);
  }
}

function contentOf({ content }: Operation): JsonObject {
  if (!content) throw badRequest('The operation has no document.');
  return content;
}

/** Checks If-Match only. If-None-Match is a header of reads; writes ignore it. */
function checkMatch({ ifMatch }: Operation, { etag }: StoredDocument) {
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etag) throw unmet();
}

function read({ ifNoneMatch }: Operation, stored: StoredDocument | undefined): Outcome {
  if (!stored) throw missing();
  const { etag, body } = stored;
  if (ifNoneMatch === etag || ifNoneMatch === '*') return { status: 304, etag, charge: 1 };
  return { status: 200, etag, body, charge: pointReadCharge(body) };
}

function replace(
  container: Container,
  pk: string,
  stored: StoredDocument | undefined,
  operation: Operation,
  now: number,
): Outcome {
  if (!stored) throw missing();
  checkMatch(operation, stored);
  const content = contentOf(operation);
  if (documentId(content) !== operation.id) {
    throw badRequest('Replacing the id of a document is not allowed.');
  }
  return write(container, pk, stored, content, now);
}

function patch(
  container: Container,
  pk: string,
  stored: StoredDocument | undefined,
  operation: Operation,
  now: number,
): Outcome {
  if (!stored) throw missing();
  checkMatch(operation, stored);
  const document = parseJson(stored.body) as JsonObject;
  const patched = applyPatch(document, contentOf(operation), container.shape.partitionKey);
  if (!patched) throw unmet();
  return write(container, pk, stored, patched, now);
}

function remove(
  container: Container,
  stored: StoredDocument | undefined,
  operation: Operation,
): Outcome {
  if (!stored) throw missing();
  checkMatch(operation, stored);
  container.documents.remove(stored.seq);
  return { status: 204, charge: writeCharge(container, stored.body, false) };
}

function write(
  container: Container,
  pk: string,
  stored: StoredDocument | undefined,
  content: JsonObject,
  now: number,
): Outcome {
  const seq = stored?.seq ?? container.documents.nextSeq();
  const row = storedDocument(container, { pk, seq }, content, now);
  uniquely(() => save(container, seq, row, stored !== undefined));
  const charge = writeCharge(container, row.body, stored !== undefined);
  return { status: stored ? 200 : 201, etag: row.etag, body: row.body, charge };
}

function save({ documents }: Container, seq: number, row: NewDocument, exists: boolean) {
  if (exists) documents.update(seq, row);
  else documents.insert(seq, row);
}

const sqliteUniqueViolation = 2067;

/** The id was checked before, so a constraint error of SQLite is a unique key of the container. */
function uniquely(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteUniqueViolation) {
      throw new CosmosError(409, 'Unique index constraint violation.');
    }
    throw error;
  }
}
