import { z } from 'zod';
import { engagementSchema } from '../../../shared/domain/engagement/engagement.ts';
import { lifecycleSchema } from '../../../shared/domain/engagement/lifecycle.ts';
import { queueSchema } from '../../../shared/domain/queue.ts';
import { workstreamSchema } from '../../../shared/domain/workstream.ts';
import type { Settings, SettingsByKind, SettingsKind } from '../../../shared/ports/settings.ts';
import { type Versions, versions } from './versions.ts';

export function memorySettings(): Settings {
  const stores: { [K in SettingsKind]: Versions<SettingsByKind[K]> } = {
    workstream: versions(workstreamSchema),
    queue: versions(queueSchema),
    engagement: versions(
      z.strictObject({ engagement: engagementSchema, lifecycle: lifecycleSchema }),
    ),
  };
  return {
    find: async (kind, id) => stores[kind].find(id),
    list: async (kind) => stores[kind].all(),
    save: async (kind, id, version) => stores[kind].save(id, version),
    remove: async (kind, id, etag) => stores[kind].remove(id, etag),
  };
}
