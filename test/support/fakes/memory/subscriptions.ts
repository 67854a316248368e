import {
  type Subscription,
  subscriptionSchema,
} from '../../../../shared/domain/webhooks/subscription.ts';
import type { Subscriptions } from '../../../../shared/ports/subscriptions.ts';
import { versions } from './versions.ts';

export function memorySubscriptions(): Subscriptions {
  const stored = versions<Subscription>(subscriptionSchema);
  return {
    find: async (id) => stored.find(id)?.value,
    list: async () => stored.all().map(({ value }) => value),
    create: async (value) => void stored.save(value.id, { value, etag: null }),
    async remove(id) {
      const found = stored.find(id);
      if (found === undefined) return false;
      stored.remove(id, found.etag ?? '');
      return true;
    },
  };
}
