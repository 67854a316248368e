// Whoever subscribed: what they were told, and what they answered.
import type { Answer } from '../../shared/domain/notice/notice.ts';
import type { ToldEvent } from '../../shared/domain/notice/outcome-event.ts';
import type { Notifier } from '../../shared/ports/notifier.ts';

export interface Webhooks extends Notifier {
  readonly told: readonly { callbackUrl: string; event: ToldEvent }[];
  /** From now on; `taken` until told otherwise. */
  answer(callbackUrl: string, answer: Answer): void;
}

export function webhooks(): Webhooks {
  const told: { callbackUrl: string; event: ToldEvent }[] = [];
  const answers = new Map<string, Answer>();
  return {
    told,
    answer: (callbackUrl, answer) => void answers.set(callbackUrl, answer),
    async post(callbackUrl, event) {
      told.push({ callbackUrl, event });
      const answer = answers.get(callbackUrl) ?? 'taken';
      return { answer, because: answer };
    },
  };
}
