/**
 * One option as data: parsing, help, completion and "did you mean" all read this. The key in the
 * table is the long name.
 */
export interface OptionSpec {
  readonly kind: 'boolean' | 'string' | 'list' | 'integer' | 'duration';
  readonly short?: string;
  /** Starts with a capital, no full stop, as kubectl's flags are described. */
  readonly help: string;
  /** As it would be typed: a duration is `1h`. A boolean is false unless this is true. */
  readonly default?: string | number | true;
  /** The values that are allowed; compared without regard to case. */
  readonly choices?: readonly string[];
  /** A list whose values may also be joined by commas. */
  readonly commas?: true;
  /** Left out of the help: accepted for kubectl's sake. */
  readonly hidden?: true;
  /** What completion offers for its value, where that is not `choices`. */
  readonly completes?:
    'namespaces' | 'contexts' | 'clusters' | 'users' | 'containers' | 'files' | 'causes' | 'formats';
}

/** Options by their long names. */
export type OptionTable = Readonly<Record<string, OptionSpec>>;

type Scalar<S> = S extends { kind: 'boolean' }
  ? boolean
  : S extends { kind: 'integer' | 'duration' }
    ? number
    : S extends { choices: readonly (infer Choice)[] }
      ? Choice
      : string;

/** The value that a parsed option has: durations are seconds. */
export type ValueOf<S> = S extends { kind: 'list' }
  ? readonly string[]
  : S extends { kind: 'boolean' } | { default: string | number }
    ? Scalar<S>
    : Scalar<S> | undefined;

/** What a table of options becomes once a command line is read. */
export type OptionValues<T extends OptionTable> = { readonly [Name in keyof T]: ValueOf<T[Name]> };

/** What every command takes. */
export const GLOBAL_OPTIONS = {
  help: { kind: 'boolean', short: 'h', help: 'Print help' },
  v: { kind: 'integer', default: 0, help: 'Number for the log level verbosity; 6 shows requests' },
} as const satisfies OptionTable;
