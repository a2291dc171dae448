import type { Topic } from '../../../domain/rules/topic.js';
import { oncePer } from '../../../domain/values/once.js';
import { CONTINUATION, type LogLine } from '../log-lines.js';
import { withoutMentions } from '../line/mention.js';
import { isError } from '../line/log-level.js';
import { isAtRest } from '../line/line-words.js';
import { hintedBy, tellsTrouble } from '../line/hints.js';
import { leadersOf } from './led-to.js';
import { sentenceOf } from './sentence.js';
import { spokenAtTheEnd } from './spoken.js';
import { toldBy } from './told-by.js';

/** What a program's last words tell of, and the line that does. */
export interface Told {
  readonly topic: Topic;
  readonly line: LogLine;
  /** The words that do, without their head. */
  readonly said: string;
}

/** After its reason a program says at most so many further things, that it stops and what it closes. */
const REACH = 6;

/** What a log ends with, in a program's own words: the last line that tells of something, not one taken lightly. */
export const lastTold = oncePer((lines: readonly LogLine[]): Told | undefined => {
  const last = lastWords(lines);
  const thrown = last.findIndex((line) => isThrown(line, lines));
  const told = (of: readonly LogLine[]): Told | undefined =>
    firstOf(of, lines, (text) => toldBy(sentenceOf(text)));
  if (thrown >= 0) return plainly(told(last.slice(0, thrown + 1)));
  const plain = told(last);
  const led = leadersOf(last, lines, plain);
  return (
    told(led) ?? plain ?? firstOf(last, lines, (text, line) => hintedBy(sentenceOf(text), isError(line.raw)))
  );
});

/** A value that an exception complains of is a setting's only where it says so: the others are those it works on. */
function plainly(told: Told | undefined): Told | undefined {
  return told?.topic === 'setting-wrong' && !OF_SETTINGS.test(sentenceOf(told.said)) ? undefined : told;
}

const OF_SETTINGS =
  /@(?:env|file|flag|path|name)\b|\b(?:settings?|config\w*|options?|environment|parameters?|propert(?:y|ies)|licen[cs]e)\b/;

function isThrown(line: LogLine, lines: readonly LogLine[]): boolean {
  if (THROWN.test(line.raw)) return true;
  const next = lines[lines.indexOf(line) + 1];
  return line.raw.startsWith('Error: ') && next !== undefined && CONTINUATION.test(next.raw);
}

/** How runtimes begin to tell of what nothing caught: what was logged before it was got over, and a hint is too little to say why. */
const THROWN =
  /^(?:Exception in thread "|panic: |thread '[^']*' (?:\(\d+\) )?panicked|Unhandled [Ee]xception|(?:PHP )?Fatal error: +Uncaught|\*\* \(|Traceback \(most recent|\S+\.rb:\d+:in |Uncaught |Error in |[A-Za-z_][\w.$:]*(?:Error|Exception)(?:: |$))/;

/** The last first, back to where the program was at its work. */
function lastWords(lines: readonly LogLine[]): readonly LogLine[] {
  const last = spokenAtTheEnd(lines).slice(-REACH).toReversed();
  const work = last.findIndex((line, at) => isWork(line) && !(at === 0 && tellsWhatIsLeft(line, last[1])));
  return work < 0 ? last : last.slice(0, work);
}

/** What the trouble told before it leaves behind: `14 mails stay in the outbox`. */
function tellsWhatIsLeft({ raw }: LogLine, above: LogLine | undefined): boolean {
  return above !== undefined && !isWork(above) && LEFT.test(raw) && !BEGINS.test(raw);
}

const LEFT =
  /\b(?:stays?|remains?|(?:is|are|was|were) (?:left|kept|put back|lost|discarded|dropped|rolled back|moved to)|unsent|undelivered|unprocessed|unsaved)\b/i;

/** What is said on the way out, and whom to turn to. */
const PARTING =
  /^ ?(?:\[[\w-]+\] |[\w-]+: )?(?:run|try|use|see) ["'`]|^ ?(?:\[[\w-]+\] |[\w-]+: )?(?:delete|remove|run|set|start|correct|install|try|pass|add|create|mount|grant|renew|increase|use|copy|see|check|verify|provide|export|choose|restart|ask|consult|read) (?:it|the|a|an|another|this|that|one|and|your|its|[^\s/]+\/\S*|@\w+)\b|\b(?:down|halt(?:ed|ing)?|quit(?:ting)?|leaving|ended|stopping|good night)\W*$|\b(?:contact|please|see|visit|consult|refer to|ask|more (?:at|under)|help) .*(?:@|\bdocs?\b|\bsupport\b|\bteam\b|\bsales\b|\badmin)/;

/** So far before its last words, in lines, a program may have gone on. */
const WORK_REACH = 20;
const BEGINS =
  /\b(?:re)?(?:start|boot|launch|listen|serv(?:e|es|ing)\b|load|connect|initiali[sz]|run|ready|us(?:e|ing)\b)/i;
/** Words, and not the rule or the row of a table, or the head of one. */
const SAYS = /^(?![|+])(?!.*\]\s*$).*[a-z]{3}/i;

/** Where a program was last at its work before it said this: one entry that tells of a begin, two of anything at rest. */
export function workBefore(line: LogLine, lines: readonly LogLine[]): LogLine | undefined {
  const end = lines.indexOf(line);
  const before = lines
    .slice(Math.max(0, end - WORK_REACH), end)
    .filter((each) => !CONTINUATION.test(each.raw));
  return before.findLast(
    (each, index) =>
      goesOn(each) && (each.calm || BEGINS.test(each.raw) || goesOn(before[index - 1] ?? each)),
  );
}

function goesOn(line: LogLine): boolean {
  return SAYS.test(line.raw) && (line.calm || (!line.aside && isWork(line)));
}

/** Neither an error nor a word of trouble or of parting. */
function isWork({ raw }: LogLine): boolean {
  const sentence = sentenceOf(raw);
  if (PARTING.test(sentence) || ADVICE.test(raw)) return false;
  return isAtRest(raw) && !isError(raw) && !tellsTrouble(sentence) && toldBy(sentence) === undefined;
}

function firstOf(
  spoken: readonly LogLine[],
  lines: readonly LogLine[],
  topicOf: (text: string, line: LogLine) => Topic | undefined,
): Told | undefined {
  for (const line of spoken)
    for (const text of [...saidIn(line), ...wrapped(line, lines)]) {
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
  if (!raw.trimStart().startsWith('{')) {
    // With a stack in one of its fields the names of functions and files are none of its words.
    const holdsStack = texts.some((text) => FRAME.test(text));
    return (holdsStack ? texts.slice(1) : texts).toReversed();
  }
  const fields = texts.slice(1);
  const words = fields.filter((text) => !HEAD_FIELD.test(text));
  return [(words.length > 0 ? words : fields).join('; ')];
}

/** A place of a stack that pkg/errors prints with `%+v`, on a line of its own. */
const FRAME = /^\s*\/\S+\.go:\d+$/;

/** A level, a time and a place in the source: of a structured entry they are the head. */
const HEAD_FIELD =
  /^(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|fatal|panic|crit(?:ical)?|alert|emerg(?:ency)?)$|^\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?$|^[\w./@-]+\.\w+:\d+$/i;

/** Prose that goes on below, indented. */
const GOES_ON = /^\s{2,}(?!at |in |from |file )[a-z"'`(].{2,200}[^{;]$/;

/** The words of a line with those of the next one, where a sentence was broken in two. */
function wrapped(line: LogLine, lines: readonly LogLine[]): readonly string[] {
  const next = lines[lines.indexOf(line) + 1]?.raw ?? '';
  return GOES_ON.test(next) && !/[.:;!?{]\s*$/.test(line.raw)
    ? [`${line.texts.at(-1) ?? ''} ${next.trim()}`]
    : [];
}
