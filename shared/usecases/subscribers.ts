// Who is told of outcomes, asked at every one of them and so kept for a moment.
import type { Subscription } from '../domain/notice/subscription.ts';
import type { Subscriptions } from '../ports/subscriptions.ts';
import type { System } from '../ports/system.ts';
import { remember } from './remember.ts';

export interface Subscribers {
  all(): Promise<readonly Subscription[]>;
  /** Whoever has just changed them asks anew. */
  forget(): void;
}

export function subscribers(deps: { subscriptions: Subscriptions; system: System }): Subscribers {
  const kept = remember<readonly Subscription[]>(deps.system);
  return {
    all: async () => (await kept('all', () => deps.subscriptions.list())) ?? [],
    forget: kept.forget,
  };
}
