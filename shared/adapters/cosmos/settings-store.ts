import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { readSchemas, type SettingsByKind, type SettingsKind } from '../../domain/settings.ts';
import type { Settings } from '../../ports/settings.ts';
import type { Log } from '../../ports/log.ts';
import { bare, type Documents, documents } from './documents.ts';
import { isMissing, translated } from './errors.ts';

/** One document per setting, `{id, kind, schemaVersion, value}`, in the partition of its kind. */
const envelopeSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  schemaVersion: z.literal(1),
  value: z.unknown(),
});
const valueOf = <T>(schema: z.ZodType<T>) =>
  envelopeSchema.transform(({ value }) => value).pipe(schema);

const ofKind = 'SELECT * FROM c WHERE c.kind = @kind';

export function settingsStore(container: Container, log: Log): Settings {
  const envelopes = documents(container, 'setting', envelopeSchema, log);
  const kept = <K extends SettingsKind>(kind: K): Documents<SettingsByKind[K]> =>
    documents(container, kind, valueOf(readSchemas[kind]), log);
  const values: { [K in SettingsKind]: Documents<SettingsByKind[K]> } = {
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
        return resources.map(bare).map(({ id, value }) => ({ id, value: value['value'] }));
      } catch (error) {
        throw translated(error);
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
        if (!isMissing(error)) throw translated(error);
      }
    },
  };
}
