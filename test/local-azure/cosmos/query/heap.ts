/** A binary heap: `peek` and `pop` return the smallest item by `compare`. */
export function heap<T>(compare: (left: T, right: T) => number) {
  const items: T[] = [];
  const before = (one: number, other: number) => compare(items[one]!, items[other]!) < 0;
  const swap = (one: number, other: number) => {
    [items[one], items[other]] = [items[other]!, items[one]!];
  };

  function rise(start: number): void {
    for (let at = start; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!before(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  }
  function sink(start: number): void {
    for (let at = start; ;) {
      const left = 2 * at + 1;
      if (left >= items.length) return;
      const child = left + 1 < items.length && before(left + 1, left) ? left + 1 : left;
      if (!before(child, at)) return;
      swap(at, child);
      at = child;
    }
  }

  return {
    size: () => items.length,
    peek: () => items[0],
    push: (item: T) => {
      items.push(item);
      rise(items.length - 1);
    },
    pop: (): T | undefined => {
      const least = items[0];
      const last = items.pop();
      if (items.length > 0 && last !== undefined) {
        items[0] = last;
        sink(0);
      }
      return least;
    },
  };
}
