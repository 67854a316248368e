import type { TaskId, EngagementId } from '../../domain/values/ids.ts';

/** What an edit did to the waiting and ready tasks of its engagement. */
export interface Reevaluation {
  /** Still ready, with another rank. */
  reranked: number;
  /** With another time, or moved between waiting and ready. */
  regated: number;
  /** Closed, or moved to the SMS follow-up: no attempt, number or time is left. */
  closed: number;
  /** Unchanged. */
  left: number;
  /** Not re-evaluated yet; messages do it within seconds. */
  toCome: number;
}

export const noReevaluation = (): Reevaluation => ({
  reranked: 0,
  regated: 0,
  closed: 0,
  left: 0,
  toCome: 0,
});

export const countReevaluated = ({ reranked, regated, closed, left }: Reevaluation): number =>
  reranked + regated + closed + left;

/** A page of the queued tasks of one shard. */
export interface ShardPage {
  engagementId: EngagementId;
  shard: number;
  /** The last task of the page before; null for the first page. */
  after: TaskId | null;
}
