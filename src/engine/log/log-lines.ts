import { present } from '../../domain/values/present.js';
import { embeddedTraces } from './embedded-traceback.js';
import { jsonTexts } from './line/json-entry.js';
import { isReport, withoutData } from './line/report-fields.js';
import { DOTNET_HEAD } from './line-entry.js';
import { isMention } from './line/mention.js';
import { tonesOf, type Tone } from './line-tone.js';

/** One line of a log, ready to be matched. */
export interface LogLine extends Tone {
  /** Where it stands: `log app:12`, counted from 1 within what was read. */
  readonly at: string;
  readonly raw: string;
  /** When the runtime took it from the program, in milliseconds since the epoch, where that is known. */
  readonly loggedAt?: number;
  /** The line itself, its part of a traceback that is written behind something and, where it is JSON, the texts of its fields. */
  readonly texts: readonly string[];
  /** Its place in the order of decision: a later one decides, but for chained tracebacks. */
  readonly order: number;
}

/** Frames that are not indented: of PHP and gdb (`#0 ...`), of glibc's backtrace_symbols, of ClickHouse. */
const BARE_FRAME = String.raw`#\d+ +(?:0x[0-9a-f]+ |\{main\}|\S+\(\d+\): )|\d+\. .+ @ 0x[0-9a-f]{4,}|[^\s(]+\([^\s()]*\+0x[0-9a-f]+\) ?\[0x[0-9a-f]+\]$`;

/** A function of Go, alone on a line, as pkg/errors prints a stack with `%+v`; its place stands on the next. */
const GO_FRAME = String.raw`(?:(?:[\w-]+\.)+[a-z]{2,}/\S*\.|main\.|runtime\.|(?:\w+/)*\w+\.\(\*?\w+\)\.)(?:\(\*?\w+(?:\[\.{3}\])?\)\.)?\w+(?:\.(?:\w+|\(\*?\w+\)))*$`;

/** Lines that belong to the entry above them, indented ones, frames, causes; and the head that java.util.logging puts on a line of its own. */
export const CONTINUATION = new RegExp(
  String.raw`^(?:\s|at |Caused by|\.\.\. \d+ more|goroutine \d|[\w./]+\(.*\)$|created by |[}\])]+[,;]?$|[A-Z][a-z]{2} \d{1,2}, \d{4},? \d{1,2}:\d\d:\d\d\s[AP]M \S+(?: \S+)?$|${BARE_FRAME}|${GO_FRAME})`,
);

const MAX_LINE_LENGTH = 4096;
const PLAIN: Tone = { quiet: false, aside: false, calm: false };

/** Prepares the lines of one log; `times` are when each was logged, where that is known. */
export function readLines(
  lines: readonly string[],
  label: string,
  times?: readonly number[],
): readonly LogLine[] {
  const raws = lines.map((line) => line.slice(0, MAX_LINE_LENGTH));
  const traces = embeddedTraces(raws);
  const orders = decisionOrder(raws.map((raw, index) => traces[index] ?? raw));
  let tones: readonly Tone[] | undefined;
  // Of most logs nobody asks how their lines are meant.
  const toneAt = (index: number): Tone => (tones ??= tonesOf(raws))[index] ?? PLAIN;
  return lines.flatMap((line, index) => {
    const raw = raws[index] ?? '';
    if (raw.trim() === '') return [];
    const trace = traces[index];
    const words = DOTNET_HEAD.test(raws[index - 1] ?? '') ? raw.trimStart() : raw;
    const texts = [
      ...withAndWithoutHead(withoutData(words)),
      ...(trace === undefined ? [] : [trace]),
      ...jsonTexts(line),
      ...logfmtTexts(raw),
      ...fieldTexts(raw),
    ];
    return new ReadLine(
      {
        at: `${label}:${index + 1}`,
        raw,
        texts,
        order: orders[index] ?? index,
        ...present('loggedAt', times?.[index]),
      },
      () => toneAt(index),
    );
  });
}

class ReadLine implements LogLine {
  readonly at: string;
  readonly raw: string;
  readonly loggedAt?: number;
  readonly texts: readonly string[];
  readonly order: number;
  private readonly tone: () => Tone;

  constructor(line: Omit<LogLine, keyof Tone>, tone: () => Tone) {
    this.at = line.at;
    this.raw = line.raw;
    if (line.loggedAt !== undefined) this.loggedAt = line.loggedAt;
    this.texts = line.texts;
    this.order = line.order;
    this.tone = tone;
  }

  get quiet(): boolean {
    return this.tone().quiet;
  }

  get aside(): boolean {
    return this.tone().aside;
  }

  get calm(): boolean {
    return this.tone().calm;
  }
}

/**
 * What is put before the words, one after the other: a process' name by those that run several
 * (foreman, overmind, pm2, concurrently, turbo, docker compose) and by syslog; a time; a level of an
 * error or klog's place in the source; a thread, a class or a module.
 */
const HEADS = [
  /^(?:(?:\d\d:\d\d:\d\d )?(?:\d+\|)?[\w.@/:-]{1,40} *\| (?:\d{4}-\d\d-\d\dT[\d:.]+: )?|\[[\w@/.:-]{1,40}\] |[@\w/.-]+:[\w-]+: |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [\w./-]+(?:\[\d+\])?: |<[0-7]>)/,
  /^\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?\]?[ \t]+/,
  /^(?:\[(?:ERR|ERROR|FTL|FATAL|error|fatal|critical) *\]:?|(?:error|fatal|critical):|(?:ERR|ERROR|FTL|FATAL|CRITICAL|SEVERE)\b\]?:?|[EF]\d{4} [\d:.]+\s+\d+ [\w.-]+:\d+\]|[-|] (?:[\w.]+ [-|] )?(?:ERROR|FATAL|CRITICAL) *[-|])\s*/,
  /^(?:\d+ --- (?:\[[^\]]*\] )+\S+ *: |[\w.-]+\t|(?:\w+::)+\w+: |root: ?|[\w.<>]+:[\w.<>]+:\d+ [-|] )/,
];

/** A line, and its words alone: a program whose output a logger passes on says the same. */
function withAndWithoutHead(line: string): readonly string[] {
  const texts = [line];
  for (const head of HEADS) {
    const last = texts.at(-1) ?? '';
    const words = last.replace(head, '');
    if (words !== last && words !== '') texts.push(words);
  }
  return texts;
}

/** What the fields of an entry in logfmt report, without its escapes. */
function logfmtTexts(line: string): readonly string[] {
  if (!line.includes('="') && !line.includes("='")) return [];
  const mayMention = /[\s([]["']\S/.test(line);
  return [...line.matchAll(LOGFMT_FIELD)].flatMap(({ 1: key = '', 2: quoted = '', index }) => {
    const value = quoted.slice(1, -1);
    return isReport(key, value) && !(mayMention && isMention(line, index)) ? unescaped(value) : [];
  });
}

const LOGFMT_FIELD = /(?<=^|\s)([\w.@-]+)=("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g;

/** The text of a field, or of an item of a list, of an object that is printed over several lines. */
function fieldTexts(line: string): readonly string[] {
  const [, key, quoted] = OWN_LINE.exec(line) ?? [];
  if (quoted === undefined) return [];
  const value = quoted.slice(1, -1);
  return key === undefined || isReport(key, value) ? unescaped(value) : [];
}

const OWN_LINE =
  /^\s+(?:["']?([\w.@-]+)["']?: )?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)(?:,|[\]}]+,?)?$/;

function unescaped(value: string): readonly string[] {
  return value.replaceAll('\\"', '"').replaceAll("\\'", "'").replaceAll('\\t', '\t').split('\\n');
}

const CHAIN =
  /^\s*(?:During handling of the above exception, another exception occurred:|The above exception was the direct cause of the following exception:)\s*$/;
const TRACEBACK = /Traceback \(most recent call last\):/;
/** A look-up by a name that may be missing: code that handles it provided for that, and what follows is the failure. */
const FAILED_LOOKUP = /^\s*(?:AttributeError|KeyError|NameError|IndexError|StopIteration|LookupError)\b/;
/** So is an import of what a program can do without, unless what follows still speaks of it. */
const FAILED_IMPORT = /^(?:ModuleNotFoundError|ImportError): (?:No module named '(?<module>[\w.]+)')?/;
const DURING = /^\s*During handling/;
const MISSING_PATH = /^FileNotFoundError: \[Errno 2\] [^:]*: '(\/[^']+)'$/;
const REFUSED_PATH = /^(?:Permission|OS)Error: \[Errno (?:13|30|28|122)\] [^:]*: '(\/[^']+)'$/;

const OF_FILE = /^\w+Error: \[Errno \d+\] [^:]*: '([^']+)'$/;

/**
 * Later lines decide, except in a chained Python traceback, whose first exception is the root
 * (docs.python.org, library/traceback): what follows a chain's marker is put before its start.
 * A look-up or an optional import that failed and was handled starts no chain.
 */
function decisionOrder(lines: readonly string[]): readonly number[] {
  const order = lines.map((_, index) => index);
  let start = 0;
  let depth = 0;
  let until = -1;
  lines.forEach((line, index) => {
    if (TRACEBACK.test(line) && index > until) {
      start = index;
      depth = 0;
    }
    if (CHAIN.test(line) && !isHandled(lines, index)) {
      depth += 1;
      until = endOfTraceback(lines, index);
    }
    if (index <= until && depth > 0) order[index] = start - 1 + 1 / (depth + 1) + index / 1e7;
  });
  return order;
}

/** Whether the exception above a chain's marker was provided for. */
function isHandled(lines: readonly string[], marker: number): boolean {
  const above = lastWords(lines, marker);
  if (FAILED_LOOKUP.test(above)) return true;
  if (!DURING.test(lines[marker] ?? '')) return false;
  const below = lines[endOfTraceback(lines, marker)] ?? '';
  if (isMadeUp(above, below) || isOfElse(above, below)) return true;
  const failed = FAILED_IMPORT.exec(above);
  if (failed === null) return false;
  const module = failed.groups?.['module'];
  return !FAILED_IMPORT.test(below) && (module === undefined || !below.includes(module));
}

/** Whether the code that handled the exception was itself refused a file by the system: then that is what ended it. */
function isOfElse(above: string, below: string): boolean {
  const file = OF_FILE.exec(below)?.[1];
  return file !== undefined && !above.includes(file);
}

/** Whether the folder that was missing was to be made, and what failed is a folder above it (`mkdir` with `parents`). */
function isMadeUp(above: string, below: string): boolean {
  const missing = MISSING_PATH.exec(above)?.[1];
  const refused = REFUSED_PATH.exec(below)?.[1];
  return missing !== undefined && refused !== undefined && missing.startsWith(`${refused}/`);
}

/** The last line before this one that is not empty. */
function lastWords(lines: readonly string[], before: number): string {
  return lines.slice(0, before).findLast((line) => line.trim() !== '') ?? '';
}

/** The index of the exception line that closes the traceback after this line. */
function endOfTraceback(lines: readonly string[], from: number): number {
  const head = lines.findIndex((line, index) => index > from && TRACEBACK.test(line));
  if (head < 0 || head > from + 5) return from;
  const end = lines.findIndex((line, index) => index > head && /^\S/.test(line));
  return end < 0 ? lines.length - 1 : end;
}
