import { isAtRest } from './line-words.js';
import { isReport } from './report-fields.js';

/**
 * Whether what stands at this place of a text is only mentioned there: it is part of a quoted
 * sentence that prose leads up to (`received ticket 17: "connection refused"`, `fixed "permission
 * denied" at start-up`), and the prose has not a word of failing. What tells a failure quotes it
 * behind a field's name, an exception's or another such word (`err="..."`, `exited with "..."`).
 */
export function isMention(text: string, at: number): boolean {
  return isMentionedAt(text, at, 0);
}

function isMentionedAt(text: string, at: number, depth: number): boolean {
  const quotation = quotationsOf(text).find(({ open, close }) => open < at && at <= close);
  if (quotation === undefined || depth > MAX_DEPTH) return false;
  if (isMentioned(text, quotation)) return true;
  const { open, close } = quotation;
  if (!/\s/.test(text.slice(open, close))) return false;
  const before = unescaped(text.slice(open + 1, at));
  return isMentionedAt(before + unescaped(text.slice(at, close)), before.length, depth + 1);
}

/**
 * Whether what stands at this place is only spoken of, without marks of quotation: prose leads up to
 * it that says what someone saw or said, when something is to be done, what is like it, or what was
 * at another time (`when connection refused comes up`, `last week it said ..`).
 */
export function isSpokenOf(text: string, at: number): boolean {
  const lead = text.slice(0, at);
  if (OTHER_TIME.test(lead) || isInField(lead) || SENT.test(lead)) return true;
  if (LEADS_UP.test(lead) && isAtRest(lead)) return true;
  const [led = ''] = WHEN.exec(lead) ?? TALK.exec(lead) ?? [];
  return led !== '' && isAtRest(led.replace(/\bretry\b/i, ''));
}

/** Whether it lies in one of several fields that a semicolon parts, and that is no report by its name. */
function isInField(lead: string): boolean {
  const key = FIELD_BEHIND.exec(lead)?.[1];
  return key !== undefined && !isReport(key, SENTENCE);
}

const FIELD_BEHIND = /[\w.-]=[^;=]*; ?[\w.-]+=[^;=]*; ?([\w.-]+)=[^;=]*$/;
const SENTENCE = 'a sentence';

/** Up to here stand a time and words, none that a colon, a bracket or a sign parts. */
const WORDS = String.raw`^\W*(?:\d{4}[-/]\d\d[-/]\d\d[T ])?(?:\d\d:\d\d:\d\d\S*\s)?(?:[a-z][\w-]*: )?[^:="{}[\]()<>|]{0,80}`;

/** What is counted, waited for, contained or meant, up to the word before it; who fails `with` or `because of` something says so. */
const LEADS_UP =
  /(?:^|[\w)\]] )(?:(?:number|kind|count|text|case|lack) of|on|after|for|contains?|contained|gets?|means?|prints?|printed|called|named|no more|=>|expecting|knows?)[ :]["'`(]?$/i;

/** Whether a text says that it is of another time. */
export function isOtherTime(text: string): boolean {
  return OTHER_TIME.test(text);
}

const OTHER_TIME =
  /\b(?:yesterday|last (?:week|night|month|year|time)|(?:previous|earlier|last) (?:run|start|boot|instance|session|execution|crash|deploy\w*)|earlier today|(?:days?|hours?|weeks?) ago|\d+ ?(?:[smhdw]|sec|mins?|minutes?|hrs?) ago|no longer|used to|known issue)\b|\b(?:of|by|from|after) an (?:earlier|former|old) (?:[\w-]+ )?$/i;

const WHEN = new RegExp(
  String.raw`${WORDS}(?<![\w-])(?:when(?:ever)?|if|unless|in case(?: of)?|should (?:you|it|this)|(?:why|how|what) do(?:es)?)\s`,
  'i',
);

const TALK = new RegExp(
  String.raw`${WORDS}\b(?:saw|sees?|seen|shows?|showed|mention(?:s|ed)|(?<!(?:looks?|seems?) )like|such as|for example|about|expecting|inject(?:s|ed|ing)?|simulat(?:es?|ed|ing)|mock(?:s|ed|ing)?|(?:told|tells?|informed|informs|notified|notifies|reported|reports|announced|announces|says|said) (?:(?:us|me|them|everyone) )?that (?:it|they|he|she)|handle[sd]?|avoid\w*|prevent\w*|instead of|translat\w+|(?:pattern|text|symptom) \w+)\s`,
  'i',
);

/** A message that was brought to someone, up to what it says. */
const SENT =
  /\b(?:sent|posted|forwarded|delivered) (?:an? |the )?(?:[\w-]+ )?(?:e-?mail|mail|message|notification|alert|sms|page) (?:to|for) [^\s:]+: /i;

/** A text with every sentence that is only mentioned in it made illegible. */
export function withoutMentions(text: string, depth = 0): string {
  let rest = text;
  for (const quotation of quotationsOf(text).toReversed()) {
    const { open, close } = quotation;
    const content = text.slice(open + 1, close);
    const legible = isMentioned(text, quotation)
      ? 'x'.repeat(content.length)
      : depth < MAX_DEPTH
        ? withoutMentions(unescaped(content), depth + 1)
        : content;
    if (legible !== unescaped(content)) rest = rest.slice(0, open + 1) + legible + rest.slice(close);
  }
  return rest;
}

/** A quotation in a field in a field is looked into, no deeper one. */
const MAX_DEPTH = 3;

interface Quotation {
  /** The places of its marks. */
  readonly open: number;
  readonly close: number;
}

function isMentioned(text: string, { open, close }: Quotation): boolean {
  if (!/\s/.test(text.slice(open, close))) return false;
  const lead = text.slice(0, open);
  if (ARGUMENT.test(lead) || (LOOKED_UP.test(lead) && /^[a-z]/.test(text.slice(open + 1)))) return true;
  if (STATEMENT.test(lead) && isAtRest(lead)) return true;
  if (CHANGED.test(lead)) return true;
  if (JUDGED.test(text.slice(close + 1))) {
    const words = lead.replace(KEY, '');
    if (isAtRest(words) && !TELLS.test(words)) return true;
  }
  return PROSE.test(lead) && isAtRest(lead) && !TELLS.test(lead);
}

/** The words of a command, each in marks of its own. */
const ARGUMENT = /(?<=^|\s)(["'])[^"'\s]+\1 $/;

/** Python's word for a key that is not there (docs.python.org, KeyError): what is quoted is the key, unless it is a sentence. */
const LOOKED_UP = /(?:^|[\s.])KeyError: $/;

/** A statement of SQL up to a value. */
const STATEMENT =
  /\b(?:insert into \S.* values(?= ?\()|update \S+ set \S|(?:select|delete) .*\bwhere \S).*(?:[(,=] ?|\b(?:i?like|in|then) \(?)$/i;

/** What was, and an arrow to what is now. */
const CHANGED = /["'] ?(?:->|=>|\u2192) ?$/;

/** What is said of a text behind it (`".." is not translated`), and not that someone returned or met it. */
const JUDGED =
  /^ (?:(?:should|must|need not) be|has no|is|are|was) (?!\w* ?(?:returned|raised|reported|thrown|told|given|logged|seen|caught|received|met|what|why|how|the |an? ))(?:(?:not|never|too|only|already|still) )?[a-z]+/;

/** The key of a text, by its parts; what it is called tells nothing. */
const KEY = /(?:[\w-]+\.)+[\w-]+: $/;

/** It ends with a word, maybe a colon, and a space. */
const PROSE = /[\p{L}\d]:? [([]?$/u;

/** Among its last words is one that announces a report; what `returns` or `responds with` something is only described. */
const TELLS =
  /\b\w*(?:err|msg|message|reason|caus|exc|output|stdout|answer|respon(?!ds\b)|return(?!s\b)|said|says|because|due|with)\w*(?:\W+\w+){0,2}\W*$/i;

/**
 * The outermost quotations of a text that are closed; one in them may use the same mark, as where a
 * whole line is quoted unescaped. An apostrophe opens none.
 */
function quotationsOf(text: string): readonly Quotation[] {
  const quotations: Quotation[] = [];
  let open = 0;
  let levels = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (isOpening(text, i) && (levels === 0 || text[i] === text[open])) {
      if (levels === 0) open = i;
      levels += 1;
    } else if (levels > 0 && isClosing(text, i, text[open] ?? '')) {
      levels -= 1;
      if (levels === 0) quotations.push({ open, close: i });
    }
  }
  return quotations;
}

function isOpening(text: string, at: number): boolean {
  return isMark(text[at]) && BEFORE.test(text[at - 1] ?? ' ') && /\S/.test(text[at + 1] ?? ' ');
}

const BEFORE = /[\s([{=:,<]/;
const BEHIND = /[\s)\]}>,;:.!?="']/;

function isMark(char: string | undefined): boolean {
  return char === '"' || char === "'";
}

function isClosing(text: string, at: number, mark: string): boolean {
  return text[at] === mark && text[at - 1] !== '\\' && BEHIND.test(text[at + 1] ?? ' ');
}

function unescaped(text: string): string {
  return text.replaceAll('\\"', '"');
}
