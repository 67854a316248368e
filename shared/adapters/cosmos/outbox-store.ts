// Notices are in the partition of their tasks: tasks-store.ts writes them first.
import type { Container } from '@azure/cosmos';
import { noticeSchema } from '../../domain/webhooks/notice.ts';
import type { Log } from '../../ports/log.ts';
import type { Outbox } from '../../ports/outbox.ts';
import { createDocuments } from './documents.ts';
import { isMissing, toEngineError } from './errors.ts';

export function createOutboxStore(container: Container, log: Log): Outbox {
  const notices = createDocuments(container, 'notice', noticeSchema, log);

  return {
    find: ({ engagementId, shard, noticeId }) => notices.find(noticeId, [engagementId, shard]),
    save: (notice) => notices.save(notice, [notice.value.engagementId, notice.value.shard]),
    async remove({ value: { id, engagementId, shard }, etag }) {
      try {
        const accessCondition = { type: 'IfMatch', condition: etag ?? '' };
        await container.item(id, [engagementId, shard]).delete({ accessCondition });
      } catch (error) {
        if (!isMissing(error)) throw toEngineError(error);
      }
    },
    due(now, limit) {
      // Only notices have postAt.
      const text = 'SELECT TOP @limit * FROM c WHERE c.postAt <= @now ORDER BY c.postAt';
      return notices.query({ text, values: { now }, limit });
    },
  };
}
