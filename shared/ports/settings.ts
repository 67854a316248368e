import type { SettingsByKind, SettingsKind } from '../domain/settings.ts';
import type { Versioned } from './versioned.ts';

/** Configuration, whole documents by kind and id. */
export interface Settings {
  find<K extends SettingsKind>(
    kind: K,
    id: string,
  ): Promise<Versioned<SettingsByKind[K]> | undefined>;
  list<K extends SettingsKind>(kind: K): Promise<Versioned<SettingsByKind[K]>[]>;
  /** Creates when `etag` is null, else replaces. Throws Conflict when another write came first. Answers the new etag. */
  save<K extends SettingsKind>(
    kind: K,
    id: string,
    version: Versioned<SettingsByKind[K]>,
  ): Promise<string>;
  /** Throws Conflict when another write came first; a document that is gone is no error. */
  remove(kind: SettingsKind, id: string, etag: string): Promise<void>;
}
