// Representatives at their desktops: every few seconds those in wrap-up record a random code and complete the work.
import { SECOND } from '../../../shared/domain/values/time.ts';
import type { TestEngine } from '../engine.ts';

const lookEveryMs = 7 * SECOND;

/** The codes of ten conversations. Some representatives record nothing, and time ends their wrap-up. */
const recorded: readonly (readonly string[] | null)[] = [
  ...[['renewed'], ['renewed'], ['renewed'], ['renewed', 'not-now'], ['not-now']],
  ...[['wrong-person'], ['wrong-person'], ['no-calls'], [], null],
];

/** Returns a function that stops them. */
export function desktops(engine: TestEngine, draw: () => number): () => void {
  const decided = new Map<string, readonly string[] | null>();

  async function look(): Promise<void> {
    for (const { id, presence } of await engine.listRepresentatives()) {
      if (presence.status !== 'wrapUp') continue;
      const { deliveryId } = presence;
      const codes = decided.has(deliveryId)
        ? (decided.get(deliveryId) ?? null)
        : (recorded[Math.floor(draw() * recorded.length)] ?? null);
      decided.set(deliveryId, codes);
      if (codes === null) continue;
      if (codes.length > 0) await engine.recordDisposition(id, deliveryId, codes);
      await engine.completeWork(id, deliveryId);
    }
  }
  return engine.timeline.every(lookEveryMs, () =>
    look().catch((error: unknown) => void engine.failures.push(error)),
  );
}
