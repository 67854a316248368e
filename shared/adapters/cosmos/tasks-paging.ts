// Pages over all shards of an engagement.
import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import type { EngagementId } from '../../domain/values/ids.ts';
import { InvalidInput } from '../../errors.ts';
import type { Page } from '../../ports/tasks.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { faultOf, toEngineError } from './errors.ts';
import type { Shard } from './tasks-batch.ts';

/** Reads pages of one kind of document; every page except the last is full. */
export function createTaskPaging(container: Container) {
  /** Reads shard after shard until the page is full. */
  async function page<T>(
    kind: 'task' | 'delivery',
    parseAll: (resources: readonly unknown[]) => Versioned<T>[],
    engagementId: EngagementId,
    continuation: string | null,
    limit: number,
  ): Promise<Page<T>> {
    const shards = await shardsOf(container, engagementId);
    const items: T[] = [];
    let at = readContinuation(continuation);
    for (;;) {
      const shard = shards.find((number) => number >= at.shard);
      if (shard === undefined) return { items, continuation: null };
      if (items.length >= limit) return { items, continuation: writeContinuation(at) };
      const token = shard === at.shard ? at.token : undefined;
      const page = await shardPage(kind, [engagementId, shard], token, limit - items.length);
      items.push(...parseAll(page.resources).map(({ value }) => value));
      at = page.token === undefined ? { shard: shard + 1 } : { shard, token: page.token };
    }
  }

  async function shardPage(
    kind: string,
    shard: Shard,
    continuationToken: string | undefined,
    limit: number,
  ) {
    const parameters = [{ name: '@kind', value: kind }];
    const query = { query: 'SELECT * FROM c WHERE c.kind = @kind', parameters };
    const options = {
      partitionKey: shard,
      maxItemCount: limit,
      ...(continuationToken !== undefined && { continuationToken }),
    };
    try {
      const response = await container.items.query<unknown>(query, options).fetchNext();
      const next: unknown = response.continuationToken;
      const token = typeof next === 'string' && next !== '' ? next : undefined;
      return { resources: response.resources, token };
    } catch (error) {
      // The query is ours, so a bad request means a bad token.
      const isToken = continuationToken !== undefined && faultOf(error)?.code === 400;
      throw isToken ? badContinuation() : toEngineError(error);
    }
  }

  return page;
}

async function shardsOf(container: Container, engagementId: string): Promise<number[]> {
  const query = { query: `SELECT VALUE c.shard FROM c WHERE c.id = 'tally'` };
  const options = { partitionKey: [engagementId] };
  try {
    const { resources } = await container.items.query<number>(query, options).fetchAll();
    return resources.sort((a, b) => a - b);
  } catch (error) {
    throw toEngineError(error);
  }
}

const writeContinuation = (at: { shard: number; token?: string | undefined }): string =>
  Buffer.from(JSON.stringify(at)).toString('base64url');

const continuationSchema = z.object({ shard: z.int(), token: z.string().optional() });

function readContinuation(text: string | null): z.infer<typeof continuationSchema> {
  if (text === null) return { shard: 0 };
  try {
    return continuationSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw badContinuation();
  }
}

function badContinuation(): InvalidInput {
  const message = 'must be the continuation of the page before';
  return new InvalidInput('The continuation is not valid.', [{ path: 'continuation', message }]);
}
