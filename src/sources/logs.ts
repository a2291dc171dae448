import { stripVTControlCharacters } from 'node:util';
import { READER_TIME, unwrapLog, type CarriedLines } from './log-carrier.js';
import { redact } from './redact/redact.js';

/** The most that is kept of one log, counted from its end. */
const MAX_LOG_CHARACTERS = 1_048_576;
const MAX_LOG_LINES = 5_000;
/** A longer line keeps its beginning: programs say first what is wrong. */
const MAX_LINE_CHARACTERS = 16_384;

/** What a log's text turned out to be. */
export type ReadLog =
  | ({ readonly kind: 'lines'; readonly cut: boolean } & CarriedLines)
  /** The kubelet, the runtime or the tool that saved the log says that there is none. */
  | ({ readonly kind: 'excuse' } & Excuse);

/** Why there is no log, and whether it is gone for good. */
export interface Excuse {
  readonly why: string;
  readonly gone?: true;
}

/** Splits, bounds, strips and redacts a log; any text is accepted. */
export function readLog(text: string, cut: boolean): ReadLog {
  const excuse = excuseOf(text);
  if (excuse !== undefined) return { kind: 'excuse', ...excuse };
  const isLong = text.length > MAX_LOG_CHARACTERS;
  const all = plainLines(unwrapLog(isLong ? withoutFirstPart(text.slice(-MAX_LOG_CHARACTERS)) : text));
  const lines = all.lines.slice(-MAX_LOG_LINES).map((line) => line.slice(0, MAX_LINE_CHARACTERS));
  return {
    kind: 'lines',
    lines,
    ...(all.times === undefined ? {} : { times: all.times.slice(-MAX_LOG_LINES) }),
    cut: cut || isLong || all.lines.length > lines.length,
  };
}

/** The cut went through a line whose rest would be mistaken for a whole one. */
function withoutFirstPart(tail: string): string {
  const firstBreak = tail.indexOf('\n');
  return firstBreak < 0 ? tail : tail.slice(firstBreak + 1);
}

/** Without colours, secrets and NULs; a carriage return ends a line, as on a terminal. */
function plainLines({ lines, times }: CarriedLines): CarriedLines {
  if (lines.length === 0) return { lines };
  const plain: string[] = [];
  const clock: number[] = [];
  for (const [index, line] of lines.entries()) {
    for (const part of partsOf(line)) {
      plain.push(part);
      if (times !== undefined) clock.push(times[index] ?? Number.NaN);
    }
  }
  const clean = redact(plain.join('\n')).split('\n');
  // A key of many lines is redacted to one: which time is whose is then not known.
  return { lines: clean, ...(clock.length === clean.length ? { times: clock } : {}) };
}

/** An escape, a NUL (UTF-16 read as UTF-8) or a carriage return. */
const NOT_PLAIN = ['\u001b', '\u009b', '\0', '\r'];

function partsOf(line: string): readonly string[] {
  if (!NOT_PLAIN.some((sign) => line.includes(sign))) return [line];
  return stripVTControlCharacters(line).replaceAll('\0', '').replace(/\r+$/, '').split(/\r+/);
}

function gone(why: string): Excuse {
  return { why, gone: true };
}

/** Why there is no log where the kubelet removed it. */
export const GONE_LOG = gone('the kubelet no longer has it');
const NOT_RECORDED: Excuse = { why: 'it could not be read when this was recorded' };

/**
 * Answers that look like a log of one line and are none.
 * Kubelet: k8s.io/cri-client pkg/logs/logs.go ReadLogs, v0.34, and kuberuntime_container.go
 * GetContainerLogs, kubelet_pods.go validateContainerLogStatus, 1.34; kubectl cluster-info dump
 * writes `Request log error` (kubectl pkg/cmd/clusterinfo/clusterinfo_dump.go, v0.34). A container
 * that runs kubectl or a client of gRPC may log a refusal of its own in the same form: only what is
 * about logs, or about a container of the runtime, is an excuse.
 */
const EXCUSES: readonly (readonly [RegExp, Excuse])[] = [
  [/^unable to retrieve container logs for \S+$/, GONE_LOG],
  [/^failed to try resolving symlinks in path "/, gone('the kubelet no longer has its file')],
  [/^failed to open log file "/, gone('the kubelet no longer has its file')],
  [
    /^rpc error: code = \w+ desc = (?:.*\W)?(?:container|sandbox)(?:\W.*)?(?:not found|not exist|[\da-f]{12})/i,
    gone('the runtime no longer knows the container'),
  ],
  [
    /^Error(?: response from daemon)?: No such container\b/i,
    gone('the runtime no longer knows the container'),
  ],
  [
    /^(?:Error from server \(\w+\): )?(?:previous terminated )?container "?[\w.-]+"? in pod "?[\w.-]+"? (?:not found|is terminated|is waiting to start|is not available)/,
    { why: 'the kubelet had none to give' },
  ],
  [/^(?:Create|Request) log (?:request )?error: /, NOT_RECORDED],
  [
    /^Error from server(?: \(\w+\))?: (?:.*(?:\bpods\/log\b|\bcontainerLogs\/|\(get pods \S+\)$)|pods "[^"]*" not found$|a container name must be specified|container \S+ is not valid for pod)/,
    NOT_RECORDED,
  ],
];

function excuseOf(text: string): Excuse | undefined {
  if (text.length > 4_096) return undefined;
  const line = text.trim().replace(READER_TIME, '');
  if (line.includes('\n')) return undefined;
  return EXCUSES.find(([pattern]) => pattern.test(line))?.[1];
}
