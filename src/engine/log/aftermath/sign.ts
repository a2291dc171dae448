import type { TerminationView } from '../../../domain/kubernetes/container.js';
import type { LogLine } from '../log-lines.js';
import type { LogTime } from '../log-time.js';

/** A line, the entries round it, and what was counted of those behind it. */
export interface AroundLine {
  readonly line: LogLine;
  readonly at: number;
  readonly lines: readonly LogLine[];
  /** The entries before the line, and those behind it without the lines of stack traces. */
  readonly above: readonly LogLine[];
  readonly later: readonly LogLine[];
  readonly time: LogTime | undefined;
  readonly end: TerminationView | undefined;
  /** For how long the program logged on, in seconds. */
  readonly logged: number;
  /** The longest row of entries of ordinary work, and of such as have no word of failing. */
  readonly work: number;
  readonly rest: number;
  /** How many entries at rest tell of other things what entries before the line told; none where one of them is not the last. */
  readonly usual: number;
  /** A success was told behind the line, and no word of failing since. */
  readonly endsWell: boolean;
}

/** A sign that the program most likely got over a line and ended of something else. */
export interface Sign {
  readonly name: string;
  /** Told to the user as what speaks against the line; without one the entries behind it are counted. */
  readonly because?: string;
  readonly holds: (around: AroundLine) => boolean;
}
