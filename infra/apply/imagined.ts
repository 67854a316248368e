// The engine as it would be after some steps of a plan, and its response to the next step: the engine's own checks
// over these documents.
import { documentKinds } from '../../shared/contract/configuration/documents.ts';
import type {
  ConfigurationByKind,
  ConfigurationKind,
} from '../../shared/domain/configuration/documents.ts';
import type { Issue } from '../../shared/errors.ts';
import {
  createValidateAgainstStored,
  type Kept,
} from '../../shared/usecases/configuration/validate-against-stored.ts';
import { type Named, nameOf } from './collections.ts';
import type { Serving } from './api-client.ts';
import type { Step } from './plan.ts';
import type { CurrentState } from './current-state.ts';

export interface Imagined {
  /** None: the engine would execute the step. */
  refusals(step: Step): Promise<Issue[]>;
  take(step: Step): void;
}

export function imagined(present: readonly CurrentState[], serving: Serving): Imagined {
  const documents = new Map(present.map((one) => [nameOf(one), stored(one)]));
  // A document under a kind has that kind, which TypeScript cannot follow through a map.
  const settings: Kept = {
    version: async (kind, id) => (documents.has(nameOf({ kind, id })) ? 'here' : undefined),
    async list<K extends ConfigurationKind>(kind: K) {
      const all = [...documents.values()].filter((one) => one.kind === kind && one.isValid);
      return all.map(({ value }) => ({ value: value as ConfigurationByKind[K], etag: null }));
    },
    bodies: async (kind) => [...documents.values()].filter((one) => one.kind === kind),
  };
  const checks = createValidateAgainstStored(settings, {
    list: async () => serving.map((value) => ({ value })),
  });

  return {
    async refusals(step): Promise<Issue[]> {
      if (step.act === 'same') return [];
      if (step.act === 'remove') {
        const { kind, id, dials } = step.document;
        const users = await checks.usersOf(kind, id);
        return [
          ...users.map((user) => ({ path: '', message: `is used by ${user}` })),
          ...(dials ? [{ path: '', message: 'is running; Stop it first' }] : []),
        ];
      }
      const { document } = step;
      return document.kind === 'engagement'
        ? checks.engagement(document.value)
        : checks.document(document.kind, document.value);
    },

    take(step): void {
      if (step.act === 'remove') documents.delete(nameOf(step.document));
      else documents.set(nameOf(step.document), stored(step.document));
    },
  };
}

interface Stored {
  readonly id: string;
  readonly kind: ConfigurationKind;
  readonly value: ConfigurationByKind[ConfigurationKind];
  /** A document that this version would refuse exists, but nothing can be validated against it. */
  readonly isValid: boolean;
}

/** No check depends on the lifecycle of an engagement. */
function stored({ kind, id, value }: Named & { readonly value: object }): Stored {
  const isValid = documentKinds[kind].schema.safeParse(value).success;
  const whole =
    kind === 'engagement' ? { engagement: value, lifecycle: { status: 'draft' } } : value;
  return { kind, id, value: whole as ConfigurationByKind[ConfigurationKind], isValid };
}
