import { isKnown } from './known-line.js';

/**
 * What a program works on and prints: words that were said to it, a text that it was given, a record
 * of a table, an item of many with what became of it. Whatever error stands there was met elsewhere,
 * or by that item alone.
 */
export function isData(line: string): boolean {
  return SHAPES.some((shape) => shape.test(line)) || isItem(line) || isKnown('shown', line);
}

/** A time, which a program without levels puts in front. */
const TIME = String.raw`^(?:\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]? )?`;

const SHAPES = [
  // What a person said: IRC's way to write it, a channel's name in front.
  /^<[a-z][\w-]*> \S/,
  new RegExp(String.raw`${TIME}\[(?:chat|irc|channel|room|talk|forum|inbox|#[\w-]+)\] `, 'i'),
  // A line of a dialogue with a model, what stands in a channel or was posted by a person.
  /^(?:user|assistant|human|bot)(?:>|:) /i,
  new RegExp(String.raw`${TIME}(?:[\w@.-]+ (?:in|to|on|->) )?#[a-z][\w-]*: `, 'i'),
  new RegExp(
    String.raw`${TIME}(?:\w+ )?(?:post|message|comment|review|tweet|reply) (?:by|from) @?[\w-]+: `,
    'i',
  ),
  /^(?:\[[^\]]*\] )?[\w@.-]+ (?:wrote|asked|replied): /i,
  // Who said it, or where, by the sign of a person, a channel or a room.
  new RegExp(String.raw`${TIME}(?:[\w.]+ ){1,6}(?:(?:from|by|in|to|on) [@#!]\w[\w@:.-]* ?)+: `, 'i'),
  // An item of Markdown that begins in bold.
  /^\s*[-*] \*\*/,
  // Who said it stands before a `>`; how near a text is to what was looked for.
  new RegExp(String.raw`${TIME}(?!err)[a-z][\w-]*> \S`),
  /\((?:score|similarity|distance)[ =:]?\d?\.\d+\)/,
  // A question.
  /^(?:why|what|how|and) .{3,600}\?$/i,
  // A feature's switch with its state or description; its name is a compound.
  /^(?:toggle|flag) \w+[.-][\w.-]+(?: \((?:on|off|enabled|disabled)\)|: | = )/i,
  // A ticket with its state.
  /^#\d+ (?:opened|closed|reported|merged)\b|^[A-Z]{2,10}-\d+ \((?:open|closed|resolved|done|in progress)\)/i,
  // A text that the program was given, named as such: not what a server answered, and not what is told as an error.
  new RegExp(
    String.raw`${TIME}\s*(?:- )?(?:\[[\w-]+\] )?(?:(?!err|fatal|crit|panic|severe|fail|exception|response|reply|answer|http)[\w/#-]+ ){0,4}(?:prompt|question|query|comment|feedback|review|subject|title|quote|utterance|transcript|caption|sample|text|body|completion|instruction|observation|tool_result|summary|description|example|synopsis)(?: \d+)?: `,
    'i',
  ),
  // A record as CSV has it (RFC 4180): neighbouring fields without a space, one of them in quotes.
  /^[^\s,"'{[]+(?:,[^\s,"]*)*,"(?:[^"]|"")*",(?:[^\s,"]+|"(?:[^"]|"")*")/,
  // An element of XML on a line of its own that is not called after an error.
  /^\s*<(?![\w-]*(?:err|exc|fault|fail|message))([a-z][\w-]*)(?: [^<>]*)?>.*<\/\1>$/i,
  // A row of a table as Markdown and MySQL's client print it; a row of psql or a line of a source, behind its number.
  /^\s*\|(?:[^|]*\|){2,}\s*$/,
  /^(?:\s*> )?\s*\d+ \| (?!\[?(?:error|err|fatal|critical|panic|severe|warn|warning|info|debug)\]? *\|)/i,
  // What `uniq -c` counted, a number and what it stands for.
  /^\s{2,}\d+x?\s+(?![\s|:])\S/,
  // How often a text was seen, how near it is to another.
  // A time since the start has three decimals, or six.
  /\bseen \d+ times: |^0?\.(?!(?:\d{3}){1,3}\s)\d+\s+\S/,
  // What was searched for, a hit.
  /^(?:searched for|hit \d+)\b[^:]*: /i,
  // A line of HTML.
  /^\s*<(?:!doctype|html|head|body|p|li|td|tr|h\d|div|span|ul|ol|pre)\b[^<>]*>.*<\//i,
  // A commit in one line, which begins with a verb.
  /^\s*(?:\* )?[\da-f]{7,12} (?:\([^)]*\) )?(?:Add|Allow|Avoid|Bump|Catch|Change|Document|Drop|Fix|Handle|Ignore|Improve|Log|Make|Merge|Move|Refactor|Remove|Rename|Retry|Revert|Show|Stop|Support|Test|Update|Use|Wait)\b/,
  // A line that `grep -n` found in a text or another log; what complains of a line leaves a space behind its number.
  /^[\w./-]+\.(?:log|out|txt|md|rst|adoc|csv|sql|html)(?:\.\d+)?:\d+:(?:\D|\d{2,4}[-/](?:\d\d|[A-Z][a-z]{2})[-/]\d\d)/,
  // A message's own content behind its key, as consumers of queues print it.
  /^(?:[^{}"]{0,120} )?(?:value|payload)[=:] ?\{".*\}$/i,
];

/**
 * One of many that a program works on, by its number or its key. A worker, a shard, a step or a line
 * of a file are parts of the program or of its settings, and no such items.
 */
const ITEM = new RegExp(
  String.raw`${TIME}(?:(?:loaded|importing|handling|processing|processed|skipped|rejected|received|read) )?(?:row|record|message|item|ticket|incident|order|user|customer|tenant|document|rule|comment|image|invoice|payment|e-?mail) (?:#?\d|(?=[\w-]*\d)[\w-]+\b)`,
  'i',
);

function isItem(line: string): boolean {
  return ITEM.test(line);
}
