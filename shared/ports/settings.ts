import type { SettingsByKind, SettingsKind } from '../domain/settings.ts';
import type { Versioned } from './versioned.ts';

/** Configuration, whole documents by kind and id. */
export interface Settings {
  find<K extends SettingsKind>(
    kind: K,
    id: string,
  ): Promise<Versioned<SettingsByKind[K]> | undefined>;
  /** The etag of what is stored, whether or not its schema takes it; undefined where there is nothing. */
  version(kind: SettingsKind, id: string): Promise<string | undefined>;
  /** Those that follow their schema. */
  list<K extends SettingsKind>(kind: K): Promise<Versioned<SettingsByKind[K]>[]>;
  /** All as they are stored, whether or not their schema takes them: for whoever has to know what they name. */
  bodies(kind: SettingsKind): Promise<{ id: string; value: unknown }[]>;
  /** Creates when `etag` is null, else replaces. Throws Conflict when another write came first. Answers the new etag. */
  save<K extends SettingsKind>(
    kind: K,
    id: string,
    version: Versioned<SettingsByKind[K]>,
  ): Promise<string>;
  /** Throws Conflict when another write came first; a document that is gone is no error. */
  remove(kind: SettingsKind, id: string, etag: string): Promise<void>;
}
