/** A growing list that a test can wait on for a matching item. */
export function inbox<T>() {
  const items: T[] = [];
  const watchers = new Set<() => void>();
  return {
    items,
    put(item: T): void {
      items.push(item);
      for (const look of [...watchers]) look();
    },
    /** The first matching item, now or within ten seconds. */
    find(what: string, matches: (item: T) => boolean): Promise<T> {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(look);
          reject(
            new Error(
              `${what} did not arrive within ten seconds. Received: ${JSON.stringify(items)}`,
            ),
          );
        }, 10_000);
        const look = () => {
          const item = items.find(matches);
          if (item === undefined) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve(item);
        };
        watchers.add(look);
        look();
      });
    },
  };
}
