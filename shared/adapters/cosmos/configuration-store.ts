import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import {
  readSchemas,
  type ConfigurationByKind,
  type ConfigurationKind,
} from '../../domain/configuration/documents.ts';
import type { ConfigurationStore } from '../../ports/configuration-store.ts';
import type { Log } from '../../ports/log.ts';
import { stripSystemFields, type Documents, createDocuments } from './documents.ts';
import { isMissing, toEngineError } from './errors.ts';

/** One document per configuration document, `{id, kind, schemaVersion, value}`, in the partition of its kind. */
const envelopeSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  schemaVersion: z.literal(1),
  value: z.unknown(),
});
const valueOf = <T>(schema: z.ZodType<T>) =>
  envelopeSchema.transform(({ value }) => value).pipe(schema);

const ofKind = 'SELECT * FROM c WHERE c.kind = @kind';

export function createConfigurationStore(container: Container, log: Log): ConfigurationStore {
  const envelopes = createDocuments(container, 'setting', envelopeSchema, log);
  const kept = <K extends ConfigurationKind>(kind: K): Documents<ConfigurationByKind[K]> =>
    createDocuments(container, kind, valueOf(readSchemas[kind]), log);
  const values: { [K in ConfigurationKind]: Documents<ConfigurationByKind[K]> } = {
    workstream: kept('workstream'),
    queue: kept('queue'),
    engagement: kept('engagement'),
    dispositionCode: kept('dispositionCode'),
    messageTemplate: kept('messageTemplate'),
    cancellationPolicy: kept('cancellationPolicy'),
  };

  return {
    find: (kind, id) => values[kind].find(id, kind),
    version: (kind, id) => values[kind].version(id, kind),
    list: (kind) => values[kind].query({ text: ofKind, values: { kind } }, kind),
    async bodies(kind) {
      try {
        const parameters = [{ name: '@kind', value: kind }];
        const { resources } = await container.items
          .query<unknown>({ query: ofKind, parameters }, { partitionKey: kind })
          .fetchAll();
        return resources
          .map(stripSystemFields)
          .map(({ id, value }) => ({ id, value: value['value'] }));
      } catch (error) {
        throw toEngineError(error);
      }
    },
    save(kind, id, { value, etag }) {
      return envelopes.save({ value: { id, kind, schemaVersion: 1, value }, etag }, kind);
    },
    async remove(kind, id, etag) {
      try {
        const accessCondition = { type: 'IfMatch', condition: etag };
        await container.item(id, kind).delete({ accessCondition });
      } catch (error) {
        if (!isMissing(error)) throw toEngineError(error);
      }
    },
  };
}
