import {
  type SettingsByKind,
  type SettingsKind,
  settingsSchemas,
} from '../../../shared/domain/settings.ts';
import type { Settings } from '../../../shared/ports/settings.ts';
import { type Versions, versions } from './versions.ts';

export function memorySettings(): Settings {
  const kept = <K extends SettingsKind>(kind: K): Versions<SettingsByKind[K]> =>
    versions(settingsSchemas[kind]);
  const stores: { [K in SettingsKind]: Versions<SettingsByKind[K]> } = {
    workstream: kept('workstream'),
    queue: kept('queue'),
    engagement: kept('engagement'),
    dispositionCode: kept('dispositionCode'),
    messageTemplate: kept('messageTemplate'),
    cancellationPolicy: kept('cancellationPolicy'),
  };
  return {
    find: async (kind, id) => stores[kind].find(id),
    list: async (kind) => stores[kind].all(),
    save: async (kind, id, version) => stores[kind].save(id, version),
    remove: async (kind, id, etag) => stores[kind].remove(id, etag),
  };
}
