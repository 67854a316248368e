// A document held against the others: what it names and nobody has, what it would break, and who names it.
import { check } from '../domain/engagement/check.ts';
import type { Engagement } from '../domain/engagement/engagement.ts';
import { referencesOf } from '../domain/references.ts';
import type { Representative } from '../domain/representative/representative.ts';
import {
  type DocumentByKind,
  kindInWords,
  type SettingsByKind,
  type SettingsKind,
  settingsSchemas,
} from '../domain/settings.ts';
import type { Issue } from '../errors.ts';
import type { Settings } from '../ports/settings.ts';

/** As much of the ports as is looked at. */
export interface Serving {
  list(): Promise<readonly { readonly value: Pick<Representative, 'id' | 'queues'> }[]>;
}
export type Kept = Pick<Settings, 'find' | 'list'>;

export function checkSettings(settings: Kept, representatives: Serving) {
  async function values<K extends SettingsKind>(kind: K): Promise<SettingsByKind[K][]> {
    return (await settings.list(kind)).map(({ value }) => value);
  }

  /** The documents that engagements are held against, with one of them as it is to be. */
  async function around(changed?: { kind: SettingsKind; value: { id: string } }) {
    const kept = async <K extends 'workstream' | 'dispositionCode'>(kind: K) => {
      const list: SettingsByKind[K][] = await values(kind);
      if (changed?.kind !== kind) return list;
      const next = changed.value as SettingsByKind[K];
      return [...list.filter(({ id }) => id !== next.id), next];
    };
    const [workstreams, codes, records] = await Promise.all([
      kept('workstream'),
      kept('dispositionCode'),
      values('engagement'),
    ]);
    const engagements = records.map(({ engagement }) => engagement);
    if (changed?.kind !== 'engagement') return { workstreams, codes, engagements };
    const next = changed.value as Engagement;
    const others = engagements.filter(({ id }) => id !== next.id);
    return { workstreams, codes, engagements: [...others, next] };
  }

  /** What a document names and nobody has; `given` may be anything. */
  async function leadingNowhere(kind: SettingsKind, given: unknown): Promise<Issue[]> {
    const issues = await Promise.all(
      referencesOf(kind, given).map(async ({ path, kind: named, id }): Promise<Issue[]> => {
        if ((await settings.find(named, id)) !== undefined) return [];
        return [{ path, value: id, message: `There is no ${kindInWords[named]} '${id}'.` }];
      }),
    );
    return issues.flat();
  }

  /** Faults that engagements would have, were the document as it is to be. */
  async function brokenBy(kind: SettingsKind, value: { id: string }): Promise<Issue[]> {
    const { engagements, ...others } = await around({ kind, value });
    const affected = engagements.filter(({ id }) => kind !== 'engagement' || id !== value.id);
    return affected.flatMap((engagement) =>
      check(engagement, { ...others, engagements }).map(({ path, value: at, message }) => ({
        path: '',
        value: at,
        message: `With it, ${path} of the engagement '${engagement.id}' would be wrong: it ${message}.`,
      })),
    );
  }

  return {
    leadingNowhere,

    async engagement(engagement: Engagement): Promise<Issue[]> {
      const own = check(engagement, await around({ kind: 'engagement', value: engagement }));
      const others = await brokenBy('engagement', engagement);
      return [...own, ...others];
    },

    async document<K extends Exclude<SettingsKind, 'engagement'>>(
      kind: K,
      value: DocumentByKind[K],
    ): Promise<Issue[]> {
      const issues = await leadingNowhere(kind, value);
      const matters = kind === 'workstream' || kind === 'dispositionCode';
      return matters ? [...issues, ...(await brokenBy(kind, value))] : issues;
    },

    /** Engagements whose queued tasks may stand elsewhere now that the document has changed. */
    async engagementsNaming(kind: SettingsKind, id: string): Promise<Engagement[]> {
      if (kind !== 'queue') return [];
      const { engagements } = await around();
      return engagements.filter((engagement) =>
        referencesOf('engagement', engagement).some(
          (named) => named.kind === kind && named.id === id,
        ),
      );
    },

    /** Who names it, in words. */
    async usersOf(kind: SettingsKind, id: string): Promise<string[]> {
      const kinds = Object.keys(settingsSchemas) as SettingsKind[];
      const lists = await Promise.all(
        kinds.map(async (user) =>
          (await values(user))
            .map((value) => ('engagement' in value ? value.engagement : value))
            .filter((document) =>
              referencesOf(user, document).some((named) => named.kind === kind && named.id === id),
            )
            .map((document) => `the ${kindInWords[user]} '${document.id}'`),
        ),
      );
      return [...lists.flat(), ...(kind === 'queue' ? await servants(id) : [])];
    },
  };

  /** A queue is also used by those whose profile names it. */
  async function servants(queue: string): Promise<string[]> {
    return (await representatives.list())
      .map(({ value }) => value)
      .filter(({ queues }) => queues.some((one) => one === queue))
      .map(({ id }) => `the representative '${id}'`);
  }
}
