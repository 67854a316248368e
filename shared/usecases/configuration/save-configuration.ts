// Configuration documents are saved as a whole. A document with a missing reference is refused, and a used document
// is not deleted. Every check precedes the single write.
import type { Engagement } from '../../domain/engagement/engagement.ts';
import { checkImmutableFields } from '../../domain/engagement/immutable-fields.ts';
import { type Lifecycle, canDial } from '../../domain/engagement/lifecycle.ts';
import { isModeSupported } from '../../domain/engagement/voice.ts';
import { type Precondition, unmetPrecondition } from '../../domain/configuration/precondition.ts';
import {
  type DocumentByKind,
  type EngagementRecord,
  isIdOf,
  kindLabel,
  type ConfigurationByKind,
  type ConfigurationKind,
} from '../../domain/configuration/documents.ts';
import { InvalidInput, type Issue, NotFound, StaleVersion } from '../../errors.ts';
import type { Versioned } from '../../ports/versioned.ts';
import { retryOnConflict } from '../../concurrency/retry-on-conflict.ts';
import { createAssertEngagementIdle } from './assert-engagement-idle.ts';
import { createValidateAgainstStored } from './validate-against-stored.ts';
import { modeNotSupported } from '../engagements/mode-not-supported.ts';
import type { SaveWithReevaluation } from '../tasks/save-with-reevaluation.ts';
import type { ReevaluateQueuedTasks } from '../tasks/reevaluate-queued-tasks.ts';
import { noReevaluation, type Reevaluation } from '../tasks/reevaluation.ts';
import { inUse, createReferentialIntegrity } from './referential-integrity.ts';
import type { Ports } from '../../ports/ports.ts';

export interface Stored<T> {
  value: T;
  etag: string;
  created: boolean;
}

export interface SaveConfigurationDeps extends Pick<
  Ports,
  'configuration' | 'representatives' | 'tasks' | 'imports' | 'clock'
> {
  reevaluateQueuedTasks: ReevaluateQueuedTasks;
  saveWithReevaluation: SaveWithReevaluation;
}

export function createSaveConfiguration({
  configuration,
  representatives,
  tasks,
  imports,
  clock,
  reevaluateQueuedTasks,
  saveWithReevaluation,
}: SaveConfigurationDeps) {
  const checks = createValidateAgainstStored(configuration, representatives);
  const checkIdle = createAssertEngagementIdle({ tasks, imports });
  const whole = createReferentialIntegrity({ configuration, clock }, (kind, id) =>
    checks.usersOf(kind, id),
  );

  /**
   * Saves under the caller's precondition, or over the stored document without one. A concurrent write counts for the
   * precondition like any earlier write.
   */
  async function save<K extends ConfigurationKind>(
    kind: K,
    id: string,
    when: Precondition | null,
    next: (current: ConfigurationByKind[K] | undefined) => ConfigurationByKind[K],
    /** The engagements with queued tasks that the change may move. */
    affected: (current: ConfigurationByKind[K] | undefined) => readonly Engagement[],
  ): Promise<Stored<ConfigurationByKind[K]>> {
    const attempt = async () => {
      const found = await whole.current(kind, id);
      demand(kind, id, when, found);
      const value = next(found?.value);
      const write = { value, etag: found?.etag ?? null };
      const etag = await saveWithReevaluation(affected(found?.value), async () => {
        const saved = await configuration.save(kind, id, write);
        await whole.saved(kind, id, { value, etag: saved }, found);
        return saved;
      });
      return { value, etag, created: found === undefined };
    };
    return retryOnConflict(clock, attempt);
  }

  return {
    async put<K extends Exclude<ConfigurationKind, 'engagement'>>(
      kind: K,
      value: DocumentByKind[K],
      when: Precondition | null,
    ): Promise<Stored<ConfigurationByKind[K]>> {
      const issues = await checks.document(kind, value);
      if (issues.length > 0) throw refused(kind, issues);
      // The stored value is the document itself, except for engagements.
      const stored = value as unknown as ConfigurationByKind[K];
      const affected = await checks.engagementsNaming(kind, value.id);
      return save(
        kind,
        value.id,
        when,
        () => stored,
        () => affected,
      );
    },

    /** A new engagement is a draft. An edit keeps the lifecycle and re-evaluates the queued tasks. */
    async putEngagement(
      engagement: Engagement,
      when: Precondition | null,
    ): Promise<Stored<EngagementRecord> & { queued: Reevaluation }> {
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
      const stored = await save('engagement', engagement.id, when, next, affected);
      const queued = stored.created ? noReevaluation() : await reevaluateQueuedTasks(stored.value);
      return { ...stored, queued };
    },

    /** Throws InvalidInput with the known issues of a document and its missing references. */
    async refuse(kind: ConfigurationKind, given: unknown, known: readonly Issue[]): Promise<never> {
      throw refused(kind, [...known, ...(await checks.leadingNowhere(kind, given, known))]);
    },

    async get<K extends ConfigurationKind>(
      kind: K,
      id: string,
    ): Promise<Versioned<ConfigurationByKind[K]>> {
      const found = isIdOf(kind, id) ? await configuration.find(kind, id) : undefined;
      if (found === undefined) throw new NotFound(kindLabel[kind], id);
      return found;
    },

    list: <K extends ConfigurationKind>(kind: K) => configuration.list(kind),

    remove: (kind: ConfigurationKind, id: string, when: Precondition | null): Promise<void> =>
      retryOnConflict(clock, async () => {
        const found = isIdOf(kind, id) ? await whole.current(kind, id) : undefined;
        if (found === undefined) throw new NotFound(kindLabel[kind], id);
        demand(kind, id, when, found);
        const users = await checks.usersOf(kind, id);
        if (users.length > 0) throw inUse(kind, id, users);
        if (kind === 'engagement') await checkIdle(id, found.value);
        await configuration.remove(kind, id, found.etag);
        await whole.removed(kind, id, found);
      }),
  };
}

/** Throws StaleVersion if the caller's precondition fails. */
function demand(
  kind: ConfigurationKind,
  id: string,
  when: Precondition | null,
  found: { etag: string } | undefined,
): void {
  const reason = when === null ? undefined : unmetPrecondition(when, found?.etag);
  if (reason !== undefined) throw new StaleVersion(`The ${kindLabel[kind]} '${id}' ${reason}.`);
}

const refused = (kind: ConfigurationKind, issues: readonly Issue[]) =>
  new InvalidInput(`The ${kindLabel[kind]} is not valid.`, issues);

function checkUnchanged(next: Engagement, current: Engagement | undefined): void {
  const issues = current === undefined ? [] : checkImmutableFields(next, current);
  if (issues.length > 0) throw refused('engagement', issues);
}

/** A running engagement in an unsupported mode would never dial. */
function checkServed(next: Engagement, { status }: Lifecycle): void {
  if (canDial[status] && next.channel === 'voice' && !isModeSupported(next))
    throw modeNotSupported(next);
}
