/** A list that grows, and lets one wait until it holds what is looked for. */
export function inbox<T>() {
  const items: T[] = [];
  const watchers = new Set<() => void>();
  return {
    items,
    put(item: T): void {
      items.push(item);
      for (const look of [...watchers]) look();
    },
    /** The first item that matches, now or within ten seconds. */
    find(what: string, matches: (item: T) => boolean): Promise<T> {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(look);
          reject(new Error(`${what} did not come; there are ${JSON.stringify(items)}`));
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
