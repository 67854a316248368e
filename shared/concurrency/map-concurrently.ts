/**
 * Acts on every item, at most `limit` at once, and returns the results in item order. After an error no new act
 * starts. The error is thrown after the running acts, so that no work outlives its message.
 */
export async function mapConcurrently<T, R>(
  limit: number,
  items: readonly T[],
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  const remaining = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [index, item] of remaining) {
      if (failed) return;
      try {
        answers[index] = await act(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return answers;
}
