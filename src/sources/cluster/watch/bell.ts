/** Wakes who waits; a ring while nobody does is remembered. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves at the next ring, after so many milliseconds, or when the signal is aborted. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** A bell that has not rung. */
export function createBell(): Bell {
  let isRung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      isRung = true;
      wake?.();
    },
    wait: (milliseconds, signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          wake = undefined;
          isRung = false;
          resolve();
        };
        const timer = setTimeout(done, isRung || signal.aborted ? 0 : Math.max(0, milliseconds));
        signal.addEventListener('abort', done, { once: true });
        wake = done;
      }),
  };
}
