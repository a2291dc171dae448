import type { Command } from '../command.js';
import type { Io } from '../io.js';

/** A word that may stand where the cursor is, and what the shell shows beside it. */
export interface Candidate {
  readonly text: string;
  readonly about?: string;
}

/** All that may stand in a place. */
export interface Candidates {
  readonly candidates: readonly Candidate[];
  /** Whether files may stand there too. */
  readonly files: boolean;
}

/** What was typed so far: connection options among it say which cluster to ask. */
export interface Wanted {
  /** The whole program, whose commands may be asked for. */
  readonly root: Command;
  readonly words: readonly string[];
  readonly command: Command;
  readonly io: Io;
}
