import { isShownLead, leadBefore } from './lead.js';
import type { LogLine } from '../log-lines.js';
import { isRecordOfMany } from './record.js';
import { saysMore } from './says-more.js';
import { isBelowCount, isBelowTrouble, isSetIn } from './set-in.js';
import { hasSibling } from './sibling.js';

/*
 * What a line must show to be believed, now that the container did end: that it is a report of the
 * program itself by its form, or that it is the last thing that was said. What is neither is shown.
 */

/** An error in a line, what stands before it there, and the lines round that. */
interface Place {
  readonly line: LogLine;
  readonly lead: string;
  readonly above: readonly LogLine[];
  readonly later: readonly LogLine[];
}

/** A form in which an error is shown and not reported, where the program did not end on it. */
export interface Standing {
  readonly name: string;
  /** Told to the user as what speaks against the line. */
  readonly because: string;
  readonly holds: (place: Place) => boolean;
}

/** The first that holds is told. In the examples `E` is the error. */
export const STANDINGS: readonly Standing[] = [
  {
    // `C-17: E`, `C-18: a cart that was left`
    name: 'an entry of a list',
    because: 'it has the form of an entry of a list, others of which tell of other things',
    holds: ({ line, lead, above, later }) => hasSibling(line, lead, above, later),
  },
  {
    // `{"id":71,"text":"E"}`, `{"id":72,"text":"cart is slow"}`
    name: 'a record of many',
    because: 'it is a record of data, others of which tell of other things',
    holds: ({ line, later }) => isRecordOfMany(line, later),
  },
  {
    // `Running 3 tests`, `  E`, `  1) shows the total`
    name: 'set in below words at rest',
    because: 'it stands set in below words that tell of no trouble, and more was said after that',
    holds: ({ line, above, later }) => isSetIn(line, above) && saysMore(line, later),
  },
  {
    // `Error Set:`, `E`, `p99 is 812ms`
    name: 'below a count of errors',
    because: 'it stands below a heading that counts errors, and more was said after that',
    holds: ({ line, above, later }) => isBelowCount(line, above) && saysMore(line, later),
  },
  {
    // `baseline  12x E`, `latency 110ms`
    name: 'behind other words',
    because: 'it stands behind other words, as what is shown does, and more was said after that',
    holds: ({ line, lead, above, later }) =>
      isShownLead(lead) && !isBelowTrouble(above) && saysMore(line, later),
  },
];

/** What speaks against a line in which `matched` was found; nothing where it is a report or the last word. */
export function shownBy(line: LogLine, matched: string, lines: readonly LogLine[]): string | undefined {
  const at = lines.indexOf(line);
  const [above, later] = [lines.slice(0, at), lines.slice(at + 1)];
  if (later.length === 0) return undefined;
  const place: Place = { line, lead: leadBefore(line.raw, matched), above, later };
  return STANDINGS.find(({ holds }) => holds(place))?.because;
}
