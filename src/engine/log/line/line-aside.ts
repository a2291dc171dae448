import { anyOf } from './any-of.js';
import { isAuditRecord, isEnvelope } from './envelope.js';
import { isKnown } from './known-line.js';
import { isData } from './line-data.js';

/**
 * The marks of one request or client of a server, whatever the server: fields that name where it came
 * from, its number, its method, path and status.
 */
const OF_A_CLIENT = {
  'the address of a client':
    /["\s](?:remote_?(?:ip|addr(?:ess)?)|client_?(?:ip|addr(?:ess)?)|source_?ip|ip_?address)"?[=:]/i,
  'a method, a path and a status': /\bmethod=[A-Z]+ (?:.* )?path=\/(?:.* )?status=\d{3}\b/,
  'what a client was answered': /\b[45]\d\d to (?:the |a )?(?:client|caller|user|browser)\b/i,
  'the number of a request': /(?:^|\s)req(?:uest)?_id=\S/,
  'the number of a request in JSON': /^\{.*"(?:req(?:uest)?_id|reqId)":"?[\w-]|^\{.*"req":\{"(?:id|method)":/,
};

/** An answered request, as it stands in access logs, with whatever is said of it behind. */
const ANSWERED = {
  'a method, a path and a status':
    /^(?:[[\d][^a-z]{0,40})?["']?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/\S*(?: HTTP\/[\d.]+)?["']?:? (?:- )?[1-5]\d\d\b/,
  'the common log format': /^\S+ \S+ \S+ \[[^\]]+\] "[A-Z]+ \S+ HTTP/,
};

/** Telemetry that is not taken is dropped: who exports it runs beside the program. */
const TELEMETRY = {
  'it could not be exported':
    /\b(?:failed|unable|error|errors) (?:to )?(?:export|upload|send|report|push|flush)(?:ing)? (?:\d+ )?(?:batch of )?(?:traces?|spans?|metrics?|telemetry|Jaeger span)\b/i,
  'metrics could not be pushed': /\bmetrics push failed\b/i,
};

/** That what is told of a program to those who watch it could not be brought there, in whichever words, near the begin of a line. */
const UNDELIVERED = [
  /^.{0,80}\b(?:metrics?|traces?|tracing|spans?|telemetry|statsd|pushgateway|otlp|otel|open ?telemetry|apm|sentry|analytics|usage (?:statistics|stats|data|report))\b/i,
  /^.{0,100}\b(?:flush|export|push|report|send|sent|ship|upload|submit|emit|deliver)/i,
  /^.{0,140}\b(?:fail\w*|errors?|could not|cannot|can't|unable|dropp\w+|lost)\b/i,
];

/** Whether a line says so; beside an error of the program itself it is none that this ended of. */
export function isUndelivered(line: string): boolean {
  return UNDELIVERED.every((part) => part.test(line));
}

/** A hook of Terragrunt, which runs its later ones also where the command itself failed (internal/cli/commands/run, v0.50). */
const LATER_HOOK = /\bError running hook \S+ with message: /;

/** Whether a line tells of such a hook; behind an error it is one that ran for it. */
export function isOfLaterHook(line: string): boolean {
  return LATER_HOOK.test(line);
}

/** Whether it is of an exporter that then tries again. */
export function isTriedAgain(line: string): boolean {
  return isTelemetry(line) && /\bretrying\b|\bwill retry\b/i.test(line);
}

/**
 * No event at all: a shell's trace of its commands and its variables, a line of a help text, a
 * statement of SQL, advice, an alert, the subject of a mail, a commit, an item of a changelog.
 */
const NOT_A_REPORT = {
  'a command of a shell': /^\++ \S/,
  'a variable of a shell': /^(?:declare -\w+|export) \w+=/,
  'a flag in a help text': /^\s+(?:-\w, )?--[\w-]+(?:[ =](?:\w+|<[^<>]+>|\[[^[\]]+\])(?:\.{3})?)?\s{2,}\S/,
  'the text of a flag of Go': /^ {4}\t\S/,
  'a check that passed': /\w \.{2,3} ?(?:ok|okay|passed|pass)$/i,
  'an entry of an audit trail': /^\W?audit\W{1,2}(?:user|client|account|actor|principal) /i,
  'how often it was seen': /\bseen \d+ times\b/i,
  'a count behind leading dots': /\w \.{3,} ?\d+$/,
  'a statement of SQL': /^(?:INSERT INTO|UPDATE \S+ SET|DELETE FROM|SELECT) /,
  'an error that is expected': /\bexpected (?:error|exception|failure)\b/,
  'as it should be': /(?<!not )\bas (?:it should|expected): /,
  'what is normal':
    /\b(?:is|are) (?:normal|harmless|benign|to be expected|expected (?:at|on|in|during|while|when))\b/,
  'a task for later': /^(?:TODO|FIXME)\b/,
  'an alert and its state': /^Alert .*\b(?:firing|inactive|resolved)\b/,
  'a rule and its state': /^(?:alert|rule) .* -> (?:normal|pending|firing|inactive)$/,
  'the subject of a mail': /^Subject: /,
  'a conventional commit':
    /^(?:[\da-f]{7,12} )?(?:fix|feat|chore|docs|perf|refactor|revert|test)(?:\([^)]*\))?!?: /,
  'an item of a changelog': /^\s*[-*] (?:\*\*)?(?:Bug ?fix|Fix(?:e[sd])?|Change[sd]?|Improve[sd]?)\b/,
};

/** The tables by which an entry is set aside, each expression with a line that holds it in test/engine/log/. */
export const ASIDE = { OF_A_CLIENT, ANSWERED, TELEMETRY, NOT_A_REPORT } as const;

const isOfAnyClient = anyOf(OF_A_CLIENT);
const isAnswered = anyOf(ANSWERED);
const isAnyTelemetry = anyOf(TELEMETRY);
const isNoReport = anyOf(NOT_A_REPORT);

/** A heap that is full is full for all, whichever thread met it. */
export const ABOUT_ALL = /OutOfMemoryError|StackOverflowError/;

/** Whether a line tells of another than the program, of nothing that happened, or of its own stop. */
export function isAside(line: string): boolean {
  if (
    isAnswer(line) ||
    isKnown('another-program', line) ||
    isTelemetry(line) ||
    isNoReport(line) ||
    isKnown('nothing-happened', line) ||
    isData(line) ||
    isEnvelope(line) ||
    isAuditRecord(line) ||
    isKnown('own-stop', line)
  )
    return true;
  return (isOfAnyClient(line) || isKnown('one-client', line)) && !ABOUT_ALL.test(line);
}

function isTelemetry(line: string): boolean {
  return isAnyTelemetry(line) || isKnown('telemetry', line);
}

/** Whether it is an access log's line; what stands below that is an entry of its own. */
export function isAnswer(line: string): boolean {
  return isAnswered(line) || isKnown('access-log', line);
}
