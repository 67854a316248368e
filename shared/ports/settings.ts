import type { Engagement } from '../domain/engagement/engagement.ts';
import type { Lifecycle } from '../domain/engagement/lifecycle.ts';
import type { Queue } from '../domain/queue.ts';
import type { Workstream } from '../domain/workstream.ts';
import type { Versioned } from './versioned.ts';

/** An engagement's document and where it stands in its life. */
export interface EngagementRecord {
  engagement: Engagement;
  lifecycle: Lifecycle;
}

export interface SettingsByKind {
  workstream: Workstream;
  queue: Queue;
  engagement: EngagementRecord;
}
export type SettingsKind = keyof SettingsByKind;

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
