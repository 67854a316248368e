import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import { engagementSchema } from '../../domain/engagement/engagement.ts';
import { lifecycleSchema } from '../../domain/engagement/lifecycle.ts';
import { queueSchema } from '../../domain/queue.ts';
import { workstreamSchema } from '../../domain/workstream.ts';
import type { Settings, SettingsByKind, SettingsKind } from '../../ports/settings.ts';
import { documents } from './documents.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { corrupt, isMissing, translated } from './errors.ts';

const schemas: { [K in SettingsKind]: z.ZodType<SettingsByKind[K]> } = {
  workstream: workstreamSchema,
  queue: queueSchema,
  engagement: z.strictObject({ engagement: engagementSchema, lifecycle: lifecycleSchema }),
};

const envelopeSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  schemaVersion: z.literal(1),
  value: z.unknown(),
});

/** One document per setting, `{id, kind, schemaVersion, value}`, in the partition of its kind. */
export function settingsStore(container: Container): Settings {
  const store = documents(container, 'setting', envelopeSchema);

  function open<K extends SettingsKind>(kind: K, found: Versioned<z.infer<typeof envelopeSchema>>) {
    const { data, error } = schemas[kind].safeParse(found.value.value);
    if (error !== undefined) throw corrupt(kind, found.value.id, error.issues);
    return { value: data, etag: found.etag };
  }

  return {
    async find(kind, id) {
      const found = await store.find(id, kind);
      return found && open(kind, found);
    },
    async list(kind) {
      const query = {
        query: 'SELECT * FROM c WHERE c.kind = @kind',
        parameters: [{ name: '@kind', value: kind }],
      };
      return (await store.query(query, kind)).map((found) => open(kind, found));
    },
    save(kind, id, { value, etag }) {
      return store.save({ value: { id, kind, schemaVersion: 1, value }, etag }, kind);
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
