/**
 * Acts on every item, on at most so many at once, and answers in the order of the items. After an error nothing more is
 * begun, and it is thrown when what was begun is over: work that outlives its message is nobody's.
 */
export async function mapConcurrently<T, R>(
  most: number,
  items: readonly T[],
  act: (item: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  const left = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [index, item] of left) {
      if (failed) return;
      try {
        answers[index] = await act(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(most, items.length) }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return answers;
}
