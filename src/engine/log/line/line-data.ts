import { anyOf } from './any-of.js';
import { isKnown } from './known-line.js';

/** A time, which a program without levels puts in front. */
const TIME = String.raw`^(?:\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\]? )?`;

/** Whatever the program; each with lines in test/engine/log/line/line-data.test.ts. */
export const SHAPES = {
  'what a person said in IRC': /^<[a-z][\w-]*> \S/,
  'a channel in brackets': new RegExp(
    String.raw`${TIME}\[(?:chat|irc|channel|room|talk|forum|inbox|#[\w-]+)\] `,
    'i',
  ),
  'a part of a dialogue with a model': new RegExp(
    String.raw`${TIME}(?:user|assistant|human|bot)(?:>|:) `,
    'i',
  ),
  'what stands in a channel': new RegExp(
    String.raw`${TIME}(?:[\w@.-]+ (?:in|to|on|->) )?#[a-z][\w-]*: `,
    'i',
  ),
  'what a person posted': new RegExp(
    String.raw`${TIME}(?:\w+ )?(?:post|message|comment|review|tweet|reply) (?:by|from) @?[\w-]+: `,
    'i',
  ),
  'who wrote it': /^(?:\[[^\]]*\] )?[\w@.-]+ (?:wrote|asked|replied): /i,
  'the sign of a person, a channel or a room': new RegExp(
    String.raw`${TIME}(?:[\w.]+ ){1,6}(?:(?:from|by|in|to|on) [@#!]\w[\w@:.-]* ?)+: `,
    'i',
  ),
  'an item of Markdown in bold': /^\s*[-*] \*\*/,
  'a speaker before a sign': new RegExp(String.raw`${TIME}(?!err)[a-z][\w-]*> \S`),
  'how near a text is to another': /\((?:score|similarity|distance)[ =:]?\d?\.\d+\)/,
  'a question': /^(?:why|what|how|and) .{3,600}\?$/i,
  "a feature's switch, whose name is a compound":
    /^(?:toggle|flag) \w+[.-][\w.-]+(?: \((?:on|off|enabled|disabled)\)|: | = )/i,
  'a ticket by its number, with its state': /^#\d+ (?:opened|closed|reported|merged)\b/i,
  'a ticket by its key, with its state': /^[A-Z]{2,10}-\d+ \((?:open|closed|resolved|done|in progress)\)/i,
  'a weakness by its public number': /\b(?:CVE-\d{4}-\d+|GHSA(?:-[\da-z]{4}){3})\b/,
  // Not what a server answered, and not what is told as an error.
  'a text that is named as one': new RegExp(
    String.raw`${TIME}\s*(?:- )?(?:\[[\w-]+\] )?(?:(?!err|fatal|crit|panic|severe|fail|exception|response|reply|answer|http)[\w/#-]+ ){0,4}(?:prompt|question|query|comment|feedback|review|subject|title|quote|utterance|transcript|caption|sample|text|body|completion|instruction|observation|tool_result|summary|description|example|synopsis|heading|headline|excerpt|snippet)(?: \d+)?: `,
    'i',
  ),
  // RFC 4180: neighbouring fields without a space, one of them in quotes.
  'a record of CSV': /^[^\s,"'{[]+(?:,[^\s,"]*)*,"(?:[^"]|"")*",(?:[^\s,"]+|"(?:[^"]|"")*")/,
  'an element of XML that is not called after an error':
    /^\s*<(?![\w-]*(?:err|exc|fault|fail|message))([a-z][\w-]*)(?: [^<>]*)?>.*<\/\1>$/i,
  'a row between bars': /^\s*\|(?:[^|]*\|){2,}\s*$/,
  'a row or a line of a source behind its number':
    /^(?:\s*> )?\s*\d+ \| (?!\[?(?:error|err|fatal|critical|panic|severe|warn|warning|info|debug)\]? *\|)/i,
  // Neither curl's meter, behind which it says why it failed, nor how many tests failed by Mocha and Playwright.
  'a number and what was counted': /^\s{2,}\d+x?\s+(?![\s|:])(?!.*\dcurl: \()(?!fail(?:ing|ed)$)\S/,
  'how often a text was seen': /\bseen \d+ times: /,
  // A time since the start has three decimals, or six.
  'how near it is, in front': /^0?\.(?!(?:\d{3}){1,3}\s)\d+\s+\S/,
  'what was searched for, a hit': /^(?:searched for|hit \d+)\b[^:]*: /i,
  'a line of HTML': /^\s*<(?:!doctype|html|head|body|p|li|td|tr|h\d|div|span|ul|ol|pre)\b[^<>]*>.*<\//i,
  'a commit in one line, which begins with a verb':
    /^\s*(?:\* )?[\da-f]{7,12} (?:\([^)]*\) )?(?:Add|Allow|Avoid|Bump|Catch|Change|Document|Drop|Fix|Handle|Ignore|Improve|Log|Make|Merge|Move|Refactor|Remove|Rename|Retry|Revert|Show|Stop|Support|Test|Update|Use|Wait)\b/,
  // What complains of a line leaves a space behind its number.
  'a line that was found in a text':
    /^[\w./-]+\.(?:log|out|txt|md|rst|adoc|csv|sql|html)(?:\.\d+)?:\d+:(?:\D|\d{2,4}[-/](?:\d\d|[A-Z][a-z]{2})[-/]\d\d)/,
  "a message's own content behind its key": /^(?:[^{}"]{0,120} )?(?:value|payload)[=:] ?\{".*\}$/i,
  // A worker, a shard, a step or a line of a file are parts of the program or of its settings.
  'one of many that it works on, by its number or its key': new RegExp(
    String.raw`${TIME}(?:(?:loaded|importing|handling|processing|processed|skipped|rejected|received|read) )?(?:row|record|message|item|ticket|incident|order|user|customer|tenant|document|rule|comment|image|invoice|payment|e-?mail) (?:#?\d|(?=[\w-]*\d)[\w-]+\b)`,
    'i',
  ),
} as const;

const isShown = anyOf(SHAPES);

/**
 * What a program works on and prints: words that were said to it, a text that it was given, a record
 * of a table, an item of many with what became of it. Whatever error stands there was met elsewhere,
 * or by that item alone.
 */
export function isData(line: string): boolean {
  return isShown(line) || isKnown('shown', line);
}
