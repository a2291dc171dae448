/**
 * What a line that one program is known to print tells of how it is meant. Each has a file in tones/
 * of the same name, which says more.
 */
export const MEANINGS = [
  'access-log',
  'another-program',
  'collection',
  'end',
  'handled',
  'no-work',
  'nothing-happened',
  'one-client',
  'one-thread',
  'own-stop',
  'request-below',
  'request-frame',
  'served',
  'shown',
  'telemetry',
] as const;

/** How a line of a program is meant. */
export type Meaning = (typeof MEANINGS)[number];

/** A line of one program, as tones/ describes it. */
export interface ToneEntry {
  readonly id: string;
  readonly means: Meaning;
  readonly program: string;
  /** RE2 syntax. */
  readonly pattern: string;
  /** A line with this is none, whatever the pattern finds. */
  readonly unless?: string;
  readonly examples: readonly string[];
  /** Lines much like it that mean something else. */
  readonly not: readonly string[];
  readonly reference: string;
}

/** What is compiled of an entry. */
export interface TonePattern {
  readonly pattern: RegExp;
  readonly unless?: RegExp;
}
