import type { Command } from '../command.js';
import type { Io } from '../io.js';

export interface Candidate {
  readonly text: string;
  readonly about?: string;
}

export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** Whether files may stand there too. */
  readonly files: boolean;
}

/** What was typed so far: connection options among it say which cluster to ask. */
export interface Wanted {
  readonly words: readonly string[];
  readonly command: Command;
  readonly io: Io;
}
