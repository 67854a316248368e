import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { engagementSchema } from '../../domain/engagement/engagement.ts';
import { lifecycleSchema } from '../../domain/engagement/lifecycle.ts';
import { queueSchema } from '../../domain/queue.ts';
import { workstreamSchema } from '../../domain/workstream.ts';
import type { Settings, SettingsByKind, SettingsKind } from '../../ports/settings.ts';
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
const recordSchema = z.strictObject({ engagement: engagementSchema, lifecycle: lifecycleSchema });

export function settingsStore(container: Container, log: Log): Settings {
  const envelopes = documents(container, 'setting', envelopeSchema, log);
  const values: { [K in SettingsKind]: Documents<SettingsByKind[K]> } = {
    workstream: documents(container, 'workstream', valueOf(workstreamSchema), log),
    queue: documents(container, 'queue', valueOf(queueSchema), log),
    engagement: documents(container, 'engagement', valueOf(recordSchema), log),
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
