// Several operations in one request. A transactional batch has one partition key and one transaction. The first failure
// rolls it back, and every other operation gets 424. A bulk request is a list of independent operations.
import { type DatabaseSync } from 'node:sqlite';
import { badRequest, CosmosError } from '../error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { type Container } from '../store/container.ts';
import { transaction } from '../store/open.ts';
import { partitionKeyOf, partitionScope, wholeKey } from '../store/partition-key.ts';
import { perform, type Operation, type Outcome } from './perform.ts';

export interface BatchReply {
  status: number;
  charge: number;
  body: string;
}

const mostOperations = 100;
const failedDependency: Outcome = { status: 424, charge: 0 };

class RolledBack extends Error {}

export function transactionalBatch(
  db: DatabaseSync,
  container: Container,
  pk: string,
  operations: readonly Operation[],
  options: { now: number; minimal: boolean },
): BatchReply {
  const outcomes: Outcome[] = operations.map(() => failedDependency);
  let failed = false;
  try {
    transaction(db, () => {
      for (const [at, operation] of operations.entries()) {
        const outcome = attempt(() => perform(container, pk, operation, options.now));
        if (outcome.status >= 400) {
          outcomes.fill(failedDependency);
          outcomes[at] = outcome;
          throw new RolledBack();
        }
        outcomes[at] = outcome;
      }
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    failed = true;
  }
  return reply(failed ? 207 : 200, operations, outcomes, options.minimal);
}

/** Uses one SQLite transaction for speed only: a refused operation writes nothing, and the others are kept. */
export function bulk(
  db: DatabaseSync,
  container: Container,
  operations: readonly (Operation & { partitionKey: string | undefined })[],
  options: { now: number; minimal: boolean; continueOnError: boolean },
): BatchReply {
  let stopped = false;
  const outcomes = transaction(db, () =>
    operations.map((operation) => {
      if (stopped) return failedDependency;
      const outcome = attempt(() => {
        const pk = bulkKey(container, operation);
        return perform(container, pk, operation, options.now);
      });
      stopped = outcome.status >= 400 && !options.continueOnError;
      return outcome;
    }),
  );
  const failed = outcomes.some(({ status }) => status >= 400);
  return reply(failed ? 207 : 200, operations, outcomes, options.minimal);
}

function bulkKey(
  { partitionPaths }: Container,
  { partitionKey, content }: { partitionKey: string | undefined; content: JsonObject | undefined },
): string {
  if (partitionKey !== undefined) return wholeKey(partitionScope(partitionKey, partitionPaths));
  if (content) return partitionKeyOf(content, partitionPaths);
  throw badRequest('An operation of a bulk request needs its partition key.');
}

function attempt(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof CosmosError)) throw error;
    return { status: error.status, charge: 1 };
  }
}

function reply(
  status: number,
  operations: readonly Operation[],
  outcomes: readonly Outcome[],
  minimal: boolean,
): BatchReply {
  // Bodies are joined as text: they are JSON already, and parsing them would cost time.
  const results = outcomes.map(({ status: code, charge, etag, body }, at) => {
    const tag = etag === undefined ? '' : `,"eTag":${JSON.stringify(etag)}`;
    const shown = body !== undefined && (!minimal || operations[at]?.type === 'Read');
    const resource = shown ? `,"resourceBody":${body}` : '';
    return `{"statusCode":${code},"requestCharge":${charge}${tag}${resource}}`;
  });
  const charge = outcomes.reduce((sum, outcome) => sum + outcome.charge, 0);
  return { status, charge, body: `[${results.join(',')}]` };
}

export function operationsOf(request: Json | undefined) {
  if (!Array.isArray(request) || request.length === 0) {
    throw badRequest('A batch request must be a list of operations.');
  }
  if (request.length > mostOperations) {
    throw badRequest('Batch request has more operations than what is supported.');
  }
  return request.map((entry) => {
    if (!isObject(entry)) throw badRequest('An operation of a batch must be an object.');
    const text = (name: string) => {
      const value = entry[name];
      return typeof value === 'string' ? value : undefined;
    };
    const content = entry['resourceBody'];
    return {
      type: text('operationType') ?? '',
      id: text('id'),
      content: patchable(isObject(content) ? content : undefined, content),
      ifMatch: text('ifMatch'),
      ifNoneMatch: text('ifNoneMatch'),
      partitionKey: text('partitionKey'),
    };
  });
}

/** The body of a patch may be a list of operations only. */
const patchable = (content: JsonObject | undefined, given: Json | undefined) =>
  Array.isArray(given) ? { operations: given } : content;
