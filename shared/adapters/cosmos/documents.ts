// Reads and writes one kind of document: parsed on every read, conditional on every write. Cosmos DB's own fields
// never leave this folder.
import type { Container, JSONValue, PartitionKey } from '@azure/cosmos';
import type { z } from 'zod';
import { CorruptRecord } from '../../errors.ts';
import type { Log } from '../../ports/log.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { corrupt, isMissing, toEngineError } from './errors.ts';

export interface Documents<T> {
  find(id: string, partition: PartitionKey): Promise<Versioned<T> | undefined>;
  /** The etag of the stored document, also of an invalid one. */
  version(id: string, partition: PartitionKey): Promise<string | undefined>;
  /** Creates if `etag` is null, else replaces that version. Throws ConcurrencyConflict. */
  save(version: Versioned<T & { id: string }>, partition: PartitionKey): Promise<string>;
  /** The documents that follow the schema. */
  query(query: Query, partition?: PartitionKey): Promise<Versioned<T>[]>;
  /** The resources that follow the schema. An invalid one is logged and does not stop the others. */
  parseAll: (resources: readonly unknown[]) => Versioned<T>[];
}

interface Query {
  text: string;
  /** The values of the `@name` parameters. */
  values?: Record<string, JSONValue>;
  /** `TOP @limit`: the maximum number of documents. */
  limit?: number;
}

type Stored = Record<string, unknown>;

/** The maximum number of remembered corrupt documents: each is logged once. */
const maxLogged = 1000;

/** `decorate` adds fields for the store, such as a time to live; `undecorated` fields are dropped on read. */
export function createDocuments<T>(
  container: Container,
  kind: string,
  schema: z.ZodType<T>,
  log: Log,
  decorate: (value: T) => Stored = () => ({}),
): Documents<T> {
  const logged = new Set<string>();

  const parse = (resource: unknown): Versioned<T> => {
    const { value, etag, id } = stripSystemFields(resource);
    const { data, error } = schema.safeParse(value);
    if (error === undefined) return { value: data, etag };
    const fault = corrupt(kind, id, error.issues);
    if (!logged.has(`${id} ${etag}`)) log.error('document.corrupt', { kind, id }, fault);
    if (logged.size < maxLogged) logged.add(`${id} ${etag}`);
    throw fault;
  };
  const read = async (id: string, partition: PartitionKey): Promise<Stored | undefined> => {
    try {
      return (await container.item(id, partition).read<Stored>()).resource;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw toEngineError(error);
    }
  };
  const parseAll = (resources: readonly unknown[]): Versioned<T>[] =>
    resources.flatMap((resource) => {
      try {
        return [parse(resource)];
      } catch (error) {
        if (error instanceof CorruptRecord) return [];
        throw error;
      }
    });

  return {
    parseAll,

    async find(id, partition) {
      const resource = await read(id, partition);
      return resource === undefined ? undefined : parse(resource);
    },

    async version(id, partition) {
      const resource = await read(id, partition);
      return resource === undefined ? undefined : stripSystemFields(resource).etag;
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
        throw toEngineError(error);
      }
    },

    async query({ text, values = {}, limit }, partition) {
      const options = partition === undefined ? {} : { partitionKey: partition };
      const readTop = async (top: number | undefined) => {
        const withLimit = top === undefined ? values : { ...values, limit: top };
        const parameters = Object.entries(withLimit).map(([name, value]) => ({
          name: `@${name}`,
          value,
        }));
        const query = { query: text, parameters };
        return (await container.items.query<Stored>(query, options).fetchAll()).resources;
      };
      try {
        if (limit === undefined) return parseAll(await readTop(undefined));
        for (let top = limit; ; top *= 2) {
          const resources = await readTop(top);
          const parsed = parseAll(resources);
          // Corrupt documents must not hide the ones behind them.
          if (parsed.length >= limit || resources.length < top) return parsed.slice(0, limit);
        }
      } catch (error) {
        throw toEngineError(error);
      }
    },
  };
}

const systemFields = new Set(['_rid', '_self', '_attachments', '_ts', '_etag', '_lsn', 'ttl']);

/** A stored document without the fields of Cosmos DB, and its etag. */
export function stripSystemFields(resource: unknown): { value: Stored; etag: string; id: string } {
  const entries = Object.entries(resource ?? {});
  const field = (name: string): string => {
    const fieldValue: unknown = entries.find(([key]) => key === name)?.[1];
    return typeof fieldValue === 'string' ? fieldValue : '';
  };
  const value = Object.fromEntries(entries.filter(([key]) => !systemFields.has(key)));
  return { value, etag: field('_etag'), id: field('id') };
}
