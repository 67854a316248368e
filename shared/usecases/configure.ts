// Configuration is kept as whole documents. A document that names another is refused when the other is not there, and what
// others name is not deleted. Nothing is half saved: every check comes before the one write.
import type { Engagement } from '../domain/engagement/engagement.ts';
import { mostShards } from '../domain/engagement/identity.ts';
import { type Lifecycle, mayDial } from '../domain/engagement/lifecycle.ts';
import { isServed } from '../domain/engagement/voice.ts';
import { type EngagementId, engagementIdSchema } from '../domain/ids.ts';
import {
  type DocumentByKind,
  type EngagementRecord,
  isIdOf,
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
import { notServed } from './operate-engagement.ts';
import { noRevision, type Revise, type Revising, type Revision } from './revise-tasks.ts';
import { inUse, wholeSettings } from './whole-settings.ts';

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
  revising: Revising;
}

export function configure({
  settings,
  representatives,
  tasks,
  imports,
  revise,
  revising,
}: ConfigureDeps) {
  const checks = checkSettings(settings, representatives);
  const whole = wholeSettings(settings, (kind, id) => checks.usersOf(kind, id));

  /** Saves under the caller's If-Match, or over whatever is there when they gave none. */
  async function save<K extends SettingsKind>(
    kind: K,
    id: string,
    ifMatch: string | null,
    next: (current: SettingsByKind[K] | undefined) => SettingsByKind[K],
    /** Whose queued tasks may belong elsewhere with it. */
    affected: (current: SettingsByKind[K] | undefined) => readonly Engagement[],
  ): Promise<Stored<SettingsByKind[K]>> {
    const attempt = async () => {
      const found = await whole.current(kind, id);
      if (ifMatch !== null && !matches(ifMatch, found)) throw stale(kind, id, ifMatch);
      const value = next(found?.value);
      const write = { value, etag: found?.etag ?? null };
      const etag = await revising(affected(found?.value), () => settings.save(kind, id, write));
      await whole.saved(kind, id, { value, etag }, found);
      return { value, etag, created: found === undefined };
    };
    return onConflict(attempt, ifMatch === null ? undefined : 1);
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
      const affected = await checks.engagementsNaming(kind, value.id);
      return save(
        kind,
        value.id,
        ifMatch,
        () => stored,
        () => affected,
      );
    },

    /**
     * A new engagement is a draft; an edited one stays where it was in its life, and its queued tasks are put where the new
     * settings want them.
     */
    async putEngagement(
      engagement: Engagement,
      ifMatch: string | null,
    ): Promise<Stored<EngagementRecord> & { queued: Revision }> {
      const issues = await checks.engagement(engagement);
      if (issues.length > 0) throw refused('engagement', issues);
      const next = (current: EngagementRecord | undefined): EngagementRecord => {
        const lifecycle = current?.lifecycle ?? { status: 'draft' as const };
        checkUnchanged(engagement, current?.engagement);
        checkServed(engagement, lifecycle);
        return { engagement, lifecycle };
      };
      const affected = (current: EngagementRecord | undefined) =>
        current === undefined ? [] : [engagement];
      const stored = await save('engagement', engagement.id, ifMatch, next, affected);
      const queued = stored.created ? noRevision() : await revise(stored.value);
      return { ...stored, queued };
    },

    /** Throws InvalidInput: what is known to be wrong with a document, and what it names and nobody has. */
    async refuse(kind: SettingsKind, given: unknown, known: readonly Issue[]): Promise<never> {
      throw refused(kind, [...known, ...(await checks.leadingNowhere(kind, given, known))]);
    },

    async get<K extends SettingsKind>(kind: K, id: string): Promise<Versioned<SettingsByKind[K]>> {
      const found = isIdOf(kind, id) ? await settings.find(kind, id) : undefined;
      if (found === undefined) throw new NotFound(kindInWords[kind], id);
      return found;
    },

    list: <K extends SettingsKind>(kind: K) => settings.list(kind),

    async remove(kind: SettingsKind, id: string, ifMatch: string | null): Promise<void> {
      const found = isIdOf(kind, id) ? await whole.current(kind, id) : undefined;
      if (found === undefined) throw new NotFound(kindInWords[kind], id);
      if (ifMatch !== null && !matches(ifMatch, found)) throw stale(kind, id, ifMatch);
      const users = await checks.usersOf(kind, id);
      if (users.length > 0) throw inUse(kind, id, users);
      if (kind === 'engagement') await checkIdle(engagementIdSchema.parse(id), found.value);
      await settings.remove(kind, id, found.etag);
      await whole.removed(kind, id, found);
    },
  };

  /** Tasks and calls ask their engagement how to go on: it stays until the last of them is closed, and none is made. */
  async function checkIdle(id: EngagementId, stored: SettingsByKind[SettingsKind] | undefined) {
    // Of one that its schema refuses nothing is known, and nobody dials for it.
    const { engagement, lifecycle } =
      stored !== undefined && 'engagement' in stored ? stored : unreadable;
    if (mayDial[lifecycle.status]) {
      throw new Conflict('running', `The engagement '${id}' is running; Stop it first.`);
    }
    const reading = (await imports.list(id)).filter(({ status }) => status === 'InProgress');
    if (reading.length > 0) {
      const names = reading.map(({ name }) => `'${name}'`).join(', ');
      throw new Conflict('importing', `The engagement '${id}' is still reading ${names}.`);
    }
    const open = Object.values(await tasks.countOpen(id, engagement.shards)).reduce(
      (sum, n) => sum + n,
      0,
    );
    if (open > 0) {
      throw new Conflict('hasOpenTasks', `The engagement '${id}' still has ${open} open tasks.`);
    }
  }
}

const unreadable = { engagement: { shards: mostShards }, lifecycle: { status: 'draft' } } as const;

const matches = (ifMatch: string, found: { etag: string } | undefined): boolean =>
  found !== undefined && (ifMatch === '*' || found.etag === ifMatch);

const stale = (kind: SettingsKind, id: string, ifMatch: string) =>
  new StaleVersion(`The ${kindInWords[kind]} '${id}' is no longer the version ${ifMatch}.`);

const refused = (kind: SettingsKind, issues: readonly Issue[]) =>
  new InvalidInput(`The ${kindInWords[kind]} is not valid.`, issues);

/**
 * Where tasks are kept, and whose they are, follows from these: with tasks there, a change would lose them, or take those
 * for new people who were called before.
 */
function checkUnchanged(next: Engagement, current: Engagement | undefined): void {
  if (current === undefined) return;
  const issues = (['channel', 'shards', 'contactUniqueIdentifier'] as const)
    .filter((name) => next[name] !== current[name])
    .map((name) => {
      return { path: name, value: next[name], message: `cannot change; it is '${current[name]}'` };
    });
  if (issues.length > 0) throw refused('engagement', issues);
}

/** One that may dial would go on with nobody dialling for it. */
function checkServed(next: Engagement, { status }: Lifecycle): void {
  if (mayDial[status] && next.channel === 'voice' && !isServed(next)) throw notServed(next);
}
