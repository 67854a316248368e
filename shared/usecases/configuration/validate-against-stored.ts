// A document held against the others: what it names and nobody has, what it would break, and who names it.
import { checkEngagement, type RelatedDocuments } from '../../domain/engagement/check.ts';
import type { Engagement } from '../../domain/engagement/engagement.ts';
import { referencesOf } from '../../domain/configuration/references.ts';
import type { Representative } from '../../domain/representative/representative.ts';
import {
  type DocumentByKind,
  kindLabel,
  type ConfigurationByKind,
  type ConfigurationKind,
  configurationSchemas,
} from '../../domain/configuration/documents.ts';
import { ownerOf } from '../../domain/workstream/workstream.ts';
import type { Issue } from '../../errors.ts';
import type { ConfigurationStore } from '../../ports/configuration-store.ts';
import { findMissingReferences } from './find-missing-references.ts';

type Document = Engagement | DocumentByKind[ConfigurationKind];

/** As much of the ports as is looked at. */
export interface Serving {
  list(): Promise<readonly { readonly value: Pick<Representative, 'id' | 'queues'> }[]>;
}
export type Kept = Pick<ConfigurationStore, 'version' | 'list' | 'bodies'>;

export function createValidateAgainstStored(settings: Kept, representatives: Serving) {
  async function values<K extends ConfigurationKind>(kind: K): Promise<ConfigurationByKind[K][]> {
    return (await settings.list(kind)).map(({ value }) => value);
  }

  /** The documents that engagements are held against. */
  async function stored(): Promise<RelatedDocuments> {
    const [workstreams, codes, records] = await Promise.all([
      values('workstream'),
      values('dispositionCode'),
      values('engagement'),
    ]);
    return { workstreams, codes, engagements: records.map(({ engagement }) => engagement) };
  }

  /** What a document names and nobody has; `given` may be anything, of which the faults are `known`. */
  const nowhere = (kind: ConfigurationKind, given: unknown, known: readonly Issue[] = []) =>
    findMissingReferences(settings, referencesOf(kind, given), known);

  /** Representatives whom a queue names and who are not there. */
  async function strangers(members: readonly string[]): Promise<Issue[]> {
    if (members.length === 0) return [];
    const known = new Set((await representatives.list()).map(({ value }) => String(value.id)));
    return members.flatMap((value, index) =>
      known.has(value)
        ? []
        : [{ path: `members.${index}`, value, message: `There is no representative '${value}'.` }],
    );
  }

  return {
    leadingNowhere: nowhere,

    async engagement(engagement: Engagement): Promise<Issue[]> {
      // Itself it may not name either; that is told by what it is, and not by its not being there yet.
      const others = referencesOf('engagement', engagement).filter(
        ({ kind, id }) => kind !== 'engagement' || id !== engagement.id,
      );
      const issues = await findMissingReferences(settings, others);
      const before = await stored();
      const after = withChange(before, 'engagement', engagement);
      const own = checkEngagement(engagement, after).map(({ path, value, message }): Issue => ({
        path,
        value,
        message,
      }));
      return [...issues, ...own, ...broken(before, after, engagement)];
    },

    async document<K extends Exclude<ConfigurationKind, 'engagement'>>(
      kind: K,
      value: DocumentByKind[K],
    ): Promise<Issue[]> {
      const issues = await nowhere(kind, value);
      if (kind === 'queue' && 'members' in value) {
        return [...issues, ...(await strangers(value.members))];
      }
      if (kind !== 'workstream' && kind !== 'dispositionCode') return issues;
      const before = await stored();
      const after = withChange(before, kind, value);
      return [...issues, ...taken(value, before), ...broken(before, after, value)];
    },

    /** Engagements whose queued tasks may stand elsewhere now that the document has changed. */
    async engagementsNaming(kind: ConfigurationKind, id: string): Promise<Engagement[]> {
      if (kind !== 'queue') return [];
      return (await values('engagement'))
        .map(({ engagement }) => engagement)
        .filter((engagement) => names('engagement', engagement, kind, id));
    },

    /** Who names it, in words; also who is corrupt, as far as it can be read. */
    async usersOf(kind: ConfigurationKind, id: string): Promise<string[]> {
      const kinds = Object.keys(configurationSchemas) as ConfigurationKind[];
      const lists = await Promise.all(
        kinds.map(async (user) =>
          (await settings.bodies(user))
            .filter(({ value }) => names(user, documentOf(user, value), kind, id))
            .map((one) => `the ${kindLabel[user]} '${one.id}'`),
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

const names = (
  user: ConfigurationKind,
  document: unknown,
  kind: ConfigurationKind,
  id: string,
): boolean => referencesOf(user, document).some((named) => named.kind === kind && named.id === id);

const documentOf = (kind: ConfigurationKind, stored: unknown): unknown =>
  kind === 'engagement' && typeof stored === 'object' && stored !== null
    ? Reflect.get(stored, 'engagement')
    : stored;

const lists = {
  workstream: 'workstreams',
  dispositionCode: 'codes',
  engagement: 'engagements',
} as const;

/** The documents with one of them as it is to be. */
function withChange(
  before: RelatedDocuments,
  kind: keyof typeof lists,
  value: Document,
): RelatedDocuments {
  const list = lists[kind];
  const others: readonly Document[] = before[list].filter(({ id }) => id !== value.id);
  return { ...before, [list]: [...others, value] };
}

/** Faults that other engagements would have with the change, and have not without it, at the setting that makes them. */
function broken(before: RelatedDocuments, after: RelatedDocuments, changed: Document): Issue[] {
  const others = after.engagements.filter((engagement) => engagement !== changed);
  return others.flatMap((engagement) => {
    const old = new Set(checkEngagement(engagement, before).map(({ path }) => path));
    return checkEngagement(engagement, after)
      .filter(({ path }) => !old.has(path))
      .map(({ path, message, madeBy }) => ({
        path: madeBy ?? '',
        value: madeBy === null ? undefined : (Reflect.get(changed, madeBy) as unknown),
        message: `With it, ${path} of the engagement '${engagement.id}' would be wrong: it ${message}.`,
      }));
  });
}

/** A number belongs to one workstream: what its lines may carry follows from it. */
function taken(value: Document, { workstreams }: RelatedDocuments): Issue[] {
  if (!('phoneNumber' in value)) return [];
  const owner = ownerOf(value.phoneNumber, value.id, workstreams);
  if (owner === undefined) return [];
  const message = `is the number of the workstream '${owner.id}'`;
  return [{ path: 'phoneNumber', value: value.phoneNumber, message }];
}
