/** The server's clock, as its answers tell it. All in milliseconds since the epoch. */
export interface ServerClock {
  /** Takes the `Date` of an answer that has just come. */
  readonly hear: (date: string | undefined) => void;
  /** What it showed with the last answer; undefined before the first. */
  readonly last: () => number | undefined;
  /** By how much it is ahead of ours. */
  readonly ahead: () => number;
}

/** An answer tells whole seconds, and is under way for a while: so small a difference is none. */
const NO_DIFFERENCE = 2_000;

/** Compares the server's clock with ours when an answer comes: later its time would be an old one. */
export function createServerClock(clock: () => number): ServerClock {
  let last: number | undefined;
  let ahead = 0;
  return {
    hear: (date) => {
      const time = Date.parse(date ?? '');
      if (Number.isNaN(time)) return;
      last = time;
      ahead = Math.abs(time - clock()) < NO_DIFFERENCE ? 0 : time - clock();
    },
    last: () => last,
    ahead: () => ahead,
  };
}
