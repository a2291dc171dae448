/** What has to be read, each once, and not before its time. */
export interface Due<T> {
  /** At the latest then; an earlier time that was set before stays. Milliseconds. */
  readonly set: (key: string, item: T, at: number) => void;
  readonly delete: (key: string) => void;
  /** Takes up to so many whose time has come, the most overdue first. */
  readonly take: (now: number, atMost: number) => readonly T[];
  /** When the next one is due; undefined when none is. */
  readonly next: () => number | undefined;
}

/** Items that wait for their time; one that is set again waits anew. */
export function createDue<T>(): Due<T> {
  const waiting = new Map<string, { readonly item: T; readonly at: number }>();
  return {
    set: (key, item, at) => {
      const known = waiting.get(key);
      if (known === undefined || at < known.at) waiting.set(key, { item, at });
    },
    delete: (key) => void waiting.delete(key),
    take: (now, atMost) => {
      const ready = [...waiting].filter(([, { at }]) => at <= now).sort(([, a], [, b]) => a.at - b.at);
      const taken = ready.slice(0, atMost);
      for (const [key] of taken) waiting.delete(key);
      return taken.map(([, { item }]) => item);
    },
    next: () => {
      let first: number | undefined;
      for (const { at } of waiting.values()) if (first === undefined || at < first) first = at;
      return first;
    },
  };
}
