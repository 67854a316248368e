// Reading and writing one kind of document: parsed on every read, conditional on every write. Cosmos' own fields never
// leave this folder.
import type { Container, PartitionKey, SqlQuerySpec } from '@azure/cosmos';
import type { z } from 'zod';
import type { Versioned } from '../../ports/versioned.ts';
import { corrupt, isMissing, translated } from './errors.ts';

export interface Documents<T> {
  find(id: string, partition: PartitionKey): Promise<Versioned<T> | undefined>;
  /** Creates when `etag` is null, else replaces that version; throws Conflict when another write came first. */
  save(version: Versioned<T & { id: string }>, partition: PartitionKey): Promise<string>;
  query(query: SqlQuerySpec, partition?: PartitionKey): Promise<Versioned<T>[]>;
  parse: (resource: unknown) => Versioned<T>;
}

type Stored = Record<string, unknown>;

/** `decorate` adds what only the store needs, such as a time to live; `undecorated` fields are dropped on reading. */
export function documents<T>(
  container: Container,
  kind: string,
  schema: z.ZodType<T>,
  decorate: (value: T) => Stored = () => ({}),
): Documents<T> {
  const parse = (resource: unknown): Versioned<T> => {
    const { value, etag, id } = bare(resource);
    const { data, error } = schema.safeParse(value);
    if (error !== undefined) throw corrupt(kind, id, error.issues);
    return { value: data, etag };
  };

  return {
    parse,

    async find(id, partition) {
      try {
        const { resource } = await container.item(id, partition).read<Stored>();
        return resource === undefined ? undefined : parse(resource);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw translated(error);
      }
    },

    async save({ value, etag }, partition) {
      const body = { ...value, ...decorate(value) };
      try {
        const response =
          etag === null
            ? await container.items.create<Stored>(body)
            : await container
                .item(value.id, partition)
                .replace<Stored>(body, { accessCondition: { type: 'IfMatch', condition: etag } });
        return response.etag;
      } catch (error) {
        throw translated(error);
      }
    },

    async query(query, partition) {
      const options = partition === undefined ? {} : { partitionKey: partition };
      try {
        const { resources } = await container.items.query<Stored>(query, options).fetchAll();
        return resources.map(parse);
      } catch (error) {
        throw translated(error);
      }
    },
  };
}

const ours = new Set(['_rid', '_self', '_attachments', '_ts', '_etag', '_lsn', 'ttl']);

/** A stored document without what Cosmos added, and its version. */
export function bare(resource: unknown): { value: Stored; etag: string; id: string } {
  const entries = Object.entries(resource ?? {});
  const field = (name: string): string => {
    const found: unknown = entries.find(([key]) => key === name)?.[1];
    return typeof found === 'string' ? found : '';
  };
  const value = Object.fromEntries(entries.filter(([key]) => !ours.has(key)));
  return { value, etag: field('_etag'), id: field('id') };
}
