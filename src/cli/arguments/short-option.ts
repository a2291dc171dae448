import type { OptionSpec, OptionTable } from '../options.js';

/** The option that a letter stands for; a long name of one letter (`v`) is typed with one dash too. */
export function shortOption(letter: string, table: OptionTable): readonly [string, OptionSpec] | undefined {
  return Object.entries(table).find(([name, spec]) => spec.short === letter || name === letter);
}
