// Configuration is kept as whole documents. A document that names another is refused when the other is not there, and what
// others name is not deleted. Nothing is half saved: every check comes before the one write.
import type { Engagement } from '../domain/engagement/engagement.ts';
import { triesToChange } from '../domain/engagement/fixed.ts';
import { mayDial } from '../domain/engagement/lifecycle.ts';
import {
  type DocumentByKind,
  type EngagementRecord,
  kindInWords,
  type SettingsByKind,
  type SettingsKind,
} from '../domain/settings.ts';
import { Conflict, InvalidInput, type Issue, NotFound, StaleVersion } from '../errors.ts';
import type { Imports } from '../ports/imports.ts';
import type { Representatives } from '../ports/representatives.ts';
import type { Settings } from '../ports/settings.ts';
import type { Tasks } from '../ports/tasks.ts';
import type { Versioned } from '../ports/versioned.ts';
import { onConflict } from './again.ts';
import { checkSettings } from './check-settings.ts';
import type { Revise, Revision } from './revise-tasks.ts';

export interface Stored<T> {
  value: T;
  etag: string;
  created: boolean;
}

export interface ConfigureDeps {
  settings: Settings;
  representatives: Representatives;
  tasks: Tasks;
  imports: Imports;
  revise: Revise;
  /** Every queued task of the engagements, by and by. */
  reviseAll: (engagements: readonly Engagement[]) => Promise<void>;
}

export function configure({
  settings,
  representatives,
  tasks,
  imports,
  revise,
  reviseAll,
}: ConfigureDeps) {
  const checks = checkSettings(settings, representatives);

  /** Saves under the caller's If-Match, or over whatever is there when they gave none. */
  async function save<K extends SettingsKind>(
    kind: K,
    id: string,
    ifMatch: string | null,
    next: (current: SettingsByKind[K] | undefined) => SettingsByKind[K],
  ): Promise<Stored<SettingsByKind[K]>> {
    const write = async () => {
      const found = await settings.find(kind, id);
      if (ifMatch !== null && !matches(ifMatch, found)) throw stale(kind, id, ifMatch);
      const value = next(found?.value);
      const etag = await settings.save(kind, id, { value, etag: found?.etag ?? null });
      return { value, etag, created: found === undefined };
    };
    return onConflict(write, ifMatch === null ? undefined : 1);
  }

  return {
    async put<K extends Exclude<SettingsKind, 'engagement'>>(
      kind: K,
      value: DocumentByKind[K],
      ifMatch: string | null,
    ): Promise<Stored<SettingsByKind[K]>> {
      const issues = await checks.document(kind, value);
      if (issues.length > 0) throw refused(kind, issues);
      // But for engagements, what is written is what is stored.
      const stored = value as unknown as SettingsByKind[K];
      const saved = await save(kind, value.id, ifMatch, () => stored);
      await reviseAll(await checks.engagementsNaming(kind, value.id));
      return saved;
    },

    /**
     * A new engagement is a draft; an edited one stays where it was in its life, and its queued tasks are put where the new
     * settings want them.
     */
    async putEngagement(
      engagement: Engagement,
      ifMatch: string | null,
    ): Promise<Stored<EngagementRecord> & { queued: Revision }> {
      const issues = [
        ...(await checks.leadingNowhere('engagement', engagement)),
        ...(await checks.engagement(engagement)),
      ];
      if (issues.length > 0) throw refused('engagement', issues);
      let before: EngagementRecord | undefined;
      const stored = await save('engagement', engagement.id, ifMatch, (current) => {
        before = current;
        checkUnchanged(engagement, current?.engagement);
        return { engagement, lifecycle: current?.lifecycle ?? { status: 'draft' } };
      });
      return { ...stored, queued: await revise(before?.engagement, stored.value) };
    },

    /** Throws InvalidInput: what is known to be wrong with a document, and what it names and nobody has. */
    async refuse(kind: SettingsKind, given: unknown, known: readonly Issue[]): Promise<never> {
      const more = await checks.leadingNowhere(kind, given);
      const told = new Set(known.map(({ path }) => path));
      throw refused(kind, [...known, ...more.filter(({ path }) => !told.has(path))]);
    },

    async get<K extends SettingsKind>(kind: K, id: string): Promise<Versioned<SettingsByKind[K]>> {
      const found = await settings.find(kind, id);
      if (found === undefined) throw new NotFound(kindInWords[kind], id);
      return found;
    },

    list: <K extends SettingsKind>(kind: K) => settings.list(kind),

    async remove(kind: SettingsKind, id: string, ifMatch: string | null): Promise<void> {
      const found = await settings.find(kind, id);
      if (found === undefined) throw new NotFound(kindInWords[kind], id);
      if (ifMatch !== null && !matches(ifMatch, found)) throw stale(kind, id, ifMatch);
      const users = await checks.usersOf(kind, id);
      if (users.length > 0) {
        const message = `The ${kindInWords[kind]} '${id}' is used by ${users.join(', ')}.`;
        throw new Conflict('inUse', message);
      }
      if ('engagement' in found.value) await checkIdle(found.value);
      await settings.remove(kind, id, found.etag ?? '');
    },
  };

  /** Tasks and calls ask their engagement how to go on: it stays until the last of them is closed, and none is made. */
  async function checkIdle({ engagement, lifecycle }: EngagementRecord): Promise<void> {
    const { id, shards } = engagement;
    if (mayDial[lifecycle.status]) {
      throw new Conflict('running', `The engagement '${id}' is running; Stop it first.`);
    }
    const reading = (await imports.list(id)).filter(({ status }) => status === 'InProgress');
    if (reading.length > 0) {
      const names = reading.map(({ name }) => `'${name}'`).join(', ');
      throw new Conflict('importing', `The engagement '${id}' is still reading ${names}.`);
    }
    const open = Object.values(await tasks.countOpen(id, shards)).reduce((sum, n) => sum + n, 0);
    if (open > 0) {
      throw new Conflict('hasOpenTasks', `The engagement '${id}' still has ${open} open tasks.`);
    }
  }
}

const matches = (ifMatch: string, found: Versioned<unknown> | undefined): boolean =>
  found !== undefined && (ifMatch === '*' || found.etag === ifMatch);

const stale = (kind: SettingsKind, id: string, ifMatch: string) =>
  new StaleVersion(`The ${kindInWords[kind]} '${id}' is no longer the version ${ifMatch}.`);

const refused = (kind: SettingsKind, issues: readonly Issue[]) =>
  new InvalidInput(`The ${kindInWords[kind]} is not valid.`, issues);

function checkUnchanged(next: Engagement, current: Engagement | undefined): void {
  const issues = current === undefined ? [] : triesToChange(next, current);
  if (issues.length > 0) throw refused('engagement', issues);
}
