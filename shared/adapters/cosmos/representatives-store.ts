import type { Container } from '@azure/cosmos';
import { representativeSchema } from '../../domain/representative/representative.ts';
import type { Representatives } from '../../ports/representatives.ts';
import { documents } from './documents.ts';

export function representativesStore(container: Container): Representatives {
  const store = documents(container, 'representative', representativeSchema);

  return {
    find: (id) => store.find(id, id),
    list: () => store.query({ query: 'SELECT * FROM c' }),
    available: (queueId) =>
      store.query({
        query: `SELECT * FROM c WHERE c.presence.status = 'available' AND ARRAY_CONTAINS(c.queues, @queue)`,
        parameters: [{ name: '@queue', value: queueId }],
      }),
    due: (now) =>
      store.query({
        query: 'SELECT * FROM c WHERE c.presence.deadlineAt <= @now',
        parameters: [{ name: '@now', value: now }],
      }),
    save: (version) => store.save(version, version.value.id),
  };
}
