import type { Topic } from '../../../domain/topic.js';
import { oncePer } from '../../../domain/once.js';
import { CONTINUATION, type LogLine } from '../log-lines.js';
import { withoutMentions } from '../mention.js';
import { isError } from '../log-level.js';
import { isAtRest } from '../line-words.js';
import { hintedBy, tellsTrouble } from './hints.js';
import { sentenceOf } from './sentence.js';
import { toldBy } from './told-by.js';

/** What a program's last words tell of, and the line that does. */
export interface Told {
  readonly topic: Topic;
  readonly line: LogLine;
  /** The words that do, without their head. */
  readonly said: string;
}

/** Before its reason a program says at most so many further things, that it stops and what it closes. */
const REACH = 6;

/** What a log ends with, in a program's own words: the last line that tells of something, not one taken lightly. */
export const lastTold = oncePer((lines: readonly LogLine[]): Told | undefined => {
  const last = lastWords(lines);
  return (
    firstOf(last, (text) => toldBy(sentenceOf(text))) ??
    firstOf(last, (text, line) => hintedBy(sentenceOf(text), isError(line.raw)))
  );
});

/** The last first, back to where the program was at its work. */
function lastWords(lines: readonly LogLine[]): readonly LogLine[] {
  const last = lines
    .filter(({ raw }) => !CONTINUATION.test(raw) || raw.startsWith('Caused by'))
    .slice(-REACH)
    .filter(({ quiet, aside, calm }) => !quiet && !aside && !calm)
    .toReversed();
  const work = last.findIndex(isWork);
  return work < 0 ? last : last.slice(0, work);
}

/** Neither an error nor a word of trouble. */
function isWork({ raw }: LogLine): boolean {
  const sentence = sentenceOf(raw);
  return isAtRest(raw) && !isError(raw) && !tellsTrouble(sentence) && toldBy(sentence) === undefined;
}

function firstOf(
  lines: readonly LogLine[],
  topicOf: (text: string, line: LogLine) => Topic | undefined,
): Told | undefined {
  for (const line of lines)
    for (const text of saidIn(line)) {
      if (ADVICE.test(text)) continue;
      const topic = topicOf(withoutMentions(text), line);
      if (topic !== undefined) return { topic, said: text.trim(), line };
    }
  return undefined;
}

/** What is said in case of something, or of what will be no more, has not come about. */
const ADVICE = /^\W*(?:if|when|in case|note|tip|hint)\b|\b(?:has been|is|are) deprecated\b/i;

/** The words of a line without its head; the whole of a structured entry holds the names of its fields. */
function saidIn({ raw, texts }: LogLine): readonly string[] {
  return raw.trimStart().startsWith('{') ? [texts.slice(1).join('; ')] : texts.toReversed();
}
