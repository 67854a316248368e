// Configuration is kept as whole documents. A document that names another is refused when the other is not there, and what
// others name is not deleted.
import type { Engagement } from '../domain/engagement/engagement.ts';
import { mayDial } from '../domain/engagement/lifecycle.ts';
import { unknownTokens, tokens } from '../domain/sms/template.ts';
import type { Queue } from '../domain/queue.ts';
import type { Workstream } from '../domain/workstream.ts';
import { Conflict, InvalidInput, type Issue, NotFound, StaleVersion } from '../errors.ts';
import type {
  EngagementRecord,
  Settings,
  SettingsByKind,
  SettingsKind,
} from '../ports/settings.ts';
import type { Imports } from '../ports/imports.ts';
import type { Tasks } from '../ports/tasks.ts';
import type { Versioned } from '../ports/versioned.ts';
import { onConflict } from './again.ts';

export interface Stored<T> {
  value: T;
  etag: string;
  created: boolean;
}

export interface ConfigureDeps {
  settings: Settings;
  tasks: Tasks;
  imports: Imports;
}

export function configure({ settings, tasks, imports }: ConfigureDeps) {
  /** Saves under the caller's If-Match, or over whatever is there when they gave none. */
  async function save<K extends SettingsKind>(
    kind: K,
    id: string,
    ifMatch: string | null,
    next: (current: SettingsByKind[K] | undefined) => SettingsByKind[K],
  ): Promise<Stored<SettingsByKind[K]>> {
    const write = async () => {
      const found = await settings.find(kind, id);
      if (
        ifMatch !== null &&
        found?.etag !== ifMatch &&
        !(ifMatch === '*' && found !== undefined)
      ) {
        throw new StaleVersion(`The ${kind} '${id}' is no longer the version ${ifMatch}.`);
      }
      const value = next(found?.value);
      const etag = await settings.save(kind, id, { value, etag: found?.etag ?? null });
      return { value, etag, created: found === undefined };
    };
    return onConflict(write, ifMatch === null ? undefined : 1);
  }

  async function checkEngagement(engagement: Engagement): Promise<void> {
    const issues: Issue[] = [];
    const expect = async (kind: SettingsKind, id: string, path: string) => {
      if ((await settings.find(kind, id)) === undefined) {
        issues.push({ path, message: `There is no ${kind} '${id}'.` });
      }
    };
    await expect('workstream', engagement.workstreamId, 'workstreamId');
    switch (engagement.channel) {
      case 'voice': {
        await expect('queue', engagement.queueId, 'queueId');
        const { smsFollowUp } = engagement.reattempts;
        if (smsFollowUp === null) break;
        const found = await settings.find('engagement', smsFollowUp);
        if (found?.value.engagement.channel !== 'sms') {
          const message = `There is no SMS engagement '${smsFollowUp}'.`;
          issues.push({ path: 'reattempts.smsFollowUp', message });
        }
        break;
      }
      case 'sms':
        for (const token of unknownTokens(engagement.message)) {
          const message = `has an unknown token {{${token}}}; known are ${tokens.join(', ')}`;
          issues.push({ path: 'message', message });
        }
    }
    if (issues.length > 0)
      throw new InvalidInput('The engagement refers to what is not there.', issues);
  }

  async function usersOf(kind: SettingsKind, id: string): Promise<string[]> {
    const engagements = await settings.list('engagement');
    return engagements
      .map(({ value }) => value.engagement)
      .filter((engagement) => {
        switch (kind) {
          case 'workstream':
            return engagement.workstreamId === id;
          case 'queue':
            return engagement.channel === 'voice' && engagement.queueId === id;
          case 'engagement':
            return engagement.channel === 'voice' && engagement.reattempts.smsFollowUp === id;
        }
      })
      .map((engagement) => engagement.id);
  }

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

  return {
    putWorkstream: (workstream: Workstream, ifMatch: string | null) =>
      save('workstream', workstream.id, ifMatch, () => workstream),

    putQueue: (queue: Queue, ifMatch: string | null) =>
      save('queue', queue.id, ifMatch, () => queue),

    /** A new engagement is a draft; an edited one stays where it was in its life. */
    async putEngagement(engagement: Engagement, ifMatch: string | null) {
      await checkEngagement(engagement);
      return save('engagement', engagement.id, ifMatch, (current) => {
        checkUnchanged(engagement, current?.engagement);
        return { engagement, lifecycle: current?.lifecycle ?? { status: 'draft' } };
      });
    },

    async get<K extends SettingsKind>(kind: K, id: string): Promise<Versioned<SettingsByKind[K]>> {
      const found = await settings.find(kind, id);
      if (found === undefined) throw new NotFound(kind, id);
      return found;
    },

    list: <K extends SettingsKind>(kind: K) => settings.list(kind),

    async remove(kind: SettingsKind, id: string, ifMatch: string | null): Promise<void> {
      const found = await settings.find(kind, id);
      if (found === undefined) throw new NotFound(kind, id);
      if (ifMatch !== null && ifMatch !== '*' && found.etag !== ifMatch) {
        throw new StaleVersion(`The ${kind} '${id}' is no longer the version ${ifMatch}.`);
      }
      const users = await usersOf(kind, id);
      if (users.length > 0) {
        const names = users.map((user) => `'${user}'`).join(', ');
        throw new Conflict('inUse', `The ${kind} '${id}' is used by the engagements ${names}.`);
      }
      if ('engagement' in found.value) await checkIdle(found.value);
      await settings.remove(kind, id, found.etag ?? '');
    },
  };
}

/** Where tasks are kept follows from these; with tasks there, a change would lose them. */
function checkUnchanged(next: Engagement, current: Engagement | undefined): void {
  if (current === undefined) return;
  const issues: Issue[] = [];
  if (next.channel !== current.channel) {
    issues.push({ path: 'channel', message: `cannot change; it is '${current.channel}'` });
  }
  if (next.shards !== current.shards) {
    issues.push({ path: 'shards', message: `cannot change; it is ${current.shards}` });
  }
  if (issues.length > 0) throw new InvalidInput('The engagement cannot change like this.', issues);
}
