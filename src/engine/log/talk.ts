import { oncePer } from '../../domain/once.js';
import { DOTNET_HEAD } from './line-entry.js';
import { isAtRest } from './line-words.js';
import type { LogLine } from './log-lines.js';
import { tellsTrouble } from './own-words/hints.js';

/**
 * What follows an error that a program dies of explains it, advises, tells the way out or is a dump:
 * the words of advice, a line that is set in, begins with a sign or in the middle of a sentence, a
 * part with its name (`Line  : 1`), an address.
 */
const OF_A_REPORT =
  /\b(?:see|https?:|try|please|use|using|set|check|ensure|make sure|run|help|hint|usage|may|must|should|need|needs|want|if|you|your|this|that|instead|for more|expected|detected|reason|details?|line \d|clean\w*|remov\w*|delet\w*|clos\w*|roll\w*|unload\w*|unmount\w*|releas\w*|restor\w*|flush\w*)\b|--\w|^[^\w[{<]|:$|^[\w -]{2,24}\s:\s|\b0x[\da-f]|\b[a-z]:[\da-f]{4}\b/i;

/** Times and a level, which stand before the words of an entry. */
const HEAD = /^(?:[^\s\d]*\d\S* )*(?:\W?(?:trace|debug|info|notice|warn(?:ing)?)\W{1,3})?/i;

/** Fewer words may be a row of a dump. */
const SENTENCE = /\S \S+ \S/;

/** Whether an entry is none of that, of the program itself and tells of no trouble: it talks of something else. */
export const isTalk = oncePer(
  ({ raw, aside }: LogLine) =>
    SENTENCE.test(raw.replace(HEAD, '')) &&
    !DOTNET_HEAD.test(raw) &&
    !OF_A_REPORT.test(raw) &&
    !aside &&
    isAtRest(raw) &&
    !tellsTrouble(raw.toLowerCase()),
);
