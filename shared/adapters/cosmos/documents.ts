// Reading and writing one kind of document: parsed on every read, conditional on every write. Cosmos' own fields never
// leave this folder.
import type { Container, JSONValue, PartitionKey } from '@azure/cosmos';
import type { z } from 'zod';
import { CorruptRecord } from '../../errors.ts';
import type { Log } from '../../ports/log.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { corrupt, isMissing, toEngineError } from './errors.ts';

export interface Documents<T> {
  find(id: string, partition: PartitionKey): Promise<Versioned<T> | undefined>;
  /** The version of what is stored, also of what does not follow the schema. */
  version(id: string, partition: PartitionKey): Promise<string | undefined>;
  /** Creates when `etag` is null, else replaces that version; throws ConcurrencyConflict when another write came first. */
  save(version: Versioned<T & { id: string }>, partition: PartitionKey): Promise<string>;
  /** Of what is found, what follows the schema. */
  query(query: Query, partition?: PartitionKey): Promise<Versioned<T>[]>;
  /** Those of the resources that follow the schema: one that does not is told to the log and must not stop the others. */
  parseAll: (resources: readonly unknown[]) => Versioned<T>[];
}

interface Query {
  text: string;
  /** What `@name` stands for. */
  values?: Record<string, JSONValue>;
  /** `TOP @most`: how many are wanted. */
  most?: number;
}

type Stored = Record<string, unknown>;

/** So many corrupt documents are remembered as told; a document that stays corrupt is told once. */
const mostTold = 1000;

/** `decorate` adds what only the store needs, such as a time to live; `undecorated` fields are dropped on reading. */
export function createDocuments<T>(
  container: Container,
  kind: string,
  schema: z.ZodType<T>,
  log: Log,
  decorate: (value: T) => Stored = () => ({}),
): Documents<T> {
  const told = new Set<string>();

  const parse = (resource: unknown): Versioned<T> => {
    const { value, etag, id } = stripSystemFields(resource);
    const { data, error } = schema.safeParse(value);
    if (error === undefined) return { value: data, etag };
    const fault = corrupt(kind, id, error.issues);
    if (!told.has(`${id} ${etag}`)) log.error('document.corrupt', { kind, id }, fault);
    if (told.size < mostTold) told.add(`${id} ${etag}`);
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

    async query({ text, values = {}, most }, partition) {
      const options = partition === undefined ? {} : { partitionKey: partition };
      const ask = async (top: number | undefined) => {
        const all = top === undefined ? values : { ...values, most: top };
        const parameters = Object.entries(all).map(([name, value]) => ({
          name: `@${name}`,
          value,
        }));
        const query = { query: text, parameters };
        return (await container.items.query<Stored>(query, options).fetchAll()).resources;
      };
      try {
        if (most === undefined) return parseAll(await ask(undefined));
        for (let top = most; ; top *= 2) {
          const resources = await ask(top);
          const found = parseAll(resources);
          // Corrupt ones must not keep those behind them from being found.
          if (found.length >= most || resources.length < top) return found.slice(0, most);
        }
      } catch (error) {
        throw toEngineError(error);
      }
    },
  };
}

const ours = new Set(['_rid', '_self', '_attachments', '_ts', '_etag', '_lsn', 'ttl']);

/** A stored document without what Cosmos added, and its version. */
export function stripSystemFields(resource: unknown): { value: Stored; etag: string; id: string } {
  const entries = Object.entries(resource ?? {});
  const field = (name: string): string => {
    const found: unknown = entries.find(([key]) => key === name)?.[1];
    return typeof found === 'string' ? found : '';
  };
  const value = Object.fromEntries(entries.filter(([key]) => !ours.has(key)));
  return { value, etag: field('_etag'), id: field('id') };
}
