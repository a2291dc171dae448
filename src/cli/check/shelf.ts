/** What was read of objects in trouble, logs and all. */
export interface Shelf<T> {
  /** Gives what was read of a version of an object, and reads it where that is another or `anew`. */
  readonly take: (key: string, version: string, anew: boolean, read: () => Promise<T>) => Promise<T>;
  /** Lets go of what nobody took since the last time: a rollout may replace its pods for an hour. */
  readonly tidy: () => void;
}

/** An empty shelf. */
export function createShelf<T>(): Shelf<T> {
  const held = new Map<string, { readonly version: string; readonly snapshot: T }>();
  const taken = new Set<string>();
  return {
    take: async (key, version, anew, read) => {
      taken.add(key);
      const known = held.get(key);
      if (known?.version === version && !anew) return known.snapshot;
      const snapshot = await read();
      held.set(key, { version, snapshot });
      return snapshot;
    },
    tidy: () => {
      for (const key of held.keys()) if (!taken.has(key)) held.delete(key);
      taken.clear();
    },
  };
}
