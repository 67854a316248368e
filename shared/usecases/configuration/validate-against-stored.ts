// Validates a document against the stored ones: missing references, engagements that it would break, and documents
// that use it.
import {
  checkEngagement,
  type RelatedDocuments,
} from '../../domain/engagement/check-engagement.ts';
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

/** The part of the ports that the validation reads. */
export interface Serving {
  list(): Promise<readonly { readonly value: Pick<Representative, 'id' | 'queues'> }[]>;
}
export type Kept = Pick<ConfigurationStore, 'version' | 'list' | 'bodies'>;

export function createValidateAgainstStored(settings: Kept, representatives: Serving) {
  async function values<K extends ConfigurationKind>(kind: K): Promise<ConfigurationByKind[K][]> {
    return (await settings.list(kind)).map(({ value }) => value);
  }

  /** The documents that engagements are validated against. */
  async function stored(): Promise<RelatedDocuments> {
    const [workstreams, codes, records] = await Promise.all([
      values('workstream'),
      values('dispositionCode'),
      values('engagement'),
    ]);
    return { workstreams, codes, engagements: records.map(({ engagement }) => engagement) };
  }

  /** The missing references of a document; `given` may be anything, with the issues `known`. */
  const nowhere = (kind: ConfigurationKind, given: unknown, known: readonly Issue[] = []) =>
    findMissingReferences(settings, referencesOf(kind, given), known);

  /** Members of a queue that do not exist. */
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
      // A reference to itself is reported as such, and not as missing.
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

    /** The engagements with queued tasks that the changed document may move. */
    async engagementsNaming(kind: ConfigurationKind, id: string): Promise<Engagement[]> {
      if (kind !== 'queue') return [];
      return (await values('engagement'))
        .map(({ engagement }) => engagement)
        .filter((engagement) => names('engagement', engagement, kind, id));
    },

    /** The documents that use it, in words; also corrupt ones, as far as they can be read. */
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

  /** A queue is also used by representatives with the queue in their profile. */
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

/** The documents with the change applied. */
function withChange(
  before: RelatedDocuments,
  kind: keyof typeof lists,
  value: Document,
): RelatedDocuments {
  const list = lists[kind];
  const others: readonly Document[] = before[list].filter(({ id }) => id !== value.id);
  return { ...before, [list]: [...others, value] };
}

/** Issues of other engagements that the change would cause, at the field that causes them. */
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

/** A number belongs to one workstream, because the workstream limits its lines. */
function taken(value: Document, { workstreams }: RelatedDocuments): Issue[] {
  if (!('phoneNumber' in value)) return [];
  const owner = ownerOf(value.phoneNumber, value.id, workstreams);
  if (owner === undefined) return [];
  const message = `is the number of the workstream '${owner.id}'`;
  return [{ path: 'phoneNumber', value: value.phoneNumber, message }];
}
