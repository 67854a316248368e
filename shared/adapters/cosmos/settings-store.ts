import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { type SettingsByKind, type SettingsKind, settingsSchemas } from '../../domain/settings.ts';
import type { Settings } from '../../ports/settings.ts';
import type { Log } from '../../ports/log.ts';
import { type Documents, documents } from './documents.ts';
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

export function settingsStore(container: Container, log: Log): Settings {
  const envelopes = documents(container, 'setting', envelopeSchema, log);
  const kept = <K extends SettingsKind>(kind: K): Documents<SettingsByKind[K]> =>
    documents(container, kind, valueOf(settingsSchemas[kind]), log);
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
    list: (kind) =>
      values[kind].query({ text: 'SELECT * FROM c WHERE c.kind = @kind', values: { kind } }, kind),
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
