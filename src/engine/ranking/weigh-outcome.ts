import type { CauseId } from '../../domain/rules/cause.js';
import { isError, saysFatal } from '../log/line/log-level.js';
import type { LogHit } from '../match/finding.js';
import type { Match } from '../match/match.js';
import { isPassed } from '../evaluation/weigh-line.js';

/** Faults that the processor or the kernel raises: no program ends with these after an error it handled. */
const FAULTS: ReadonlyMap<string, CauseId> = new Map([
  ['SIGILL', 'illegal-instruction'],
  ['SIGBUS', 'bus-error'],
  ['SIGFPE', 'fpe'],
  ['SIGSYS', 'sigsys-seccomp'],
  ['SIGTRAP', 'sigtrap'],
  ['SIGSEGV', 'segfault'],
]);

/** Signals that end a program whatever it logged before: another one sends them, or a reader of its output is gone. */
const SENT: ReadonlySet<string> = new Set(['SIGHUP', 'SIGINT', 'SIGPIPE', 'SIGALRM', 'SIGUSR1', 'SIGUSR2']);

/** Failures that a program notices and ends with an exit value of its own. */
export const NOTICED: ReadonlySet<CauseId> = new Set([
  'app-dependency',
  'app-config',
  'app-auth',
  'app-tls',
  'app-migration',
  'app-port-in-use',
  'app-permission-fs',
  'app-missing-module',
  'app-usage',
  'app-disk-full',
  'app-resource-limit',
  'exec-not-found',
  'exec-format',
  'interpreter-missing',
  'shared-lib-missing',
  'shell-command-not-found',
  'exec-permission',
  'invalid-exit',
  'volume-unavailable',
]);

/**
 * A log line about a failure that a program handles explains neither a fault nor an end by a signal that
 * was sent: it is then only a possibility, unless its rule supersedes the fault, for then that is how it
 * ends. SIGSEGV and SIGTRAP are left alone where the log also shows an abort, for that of PID 1 ends so
 * (pid_namespaces(7): SIGABRT has no effect there; glibc's abort() then runs into an instruction of its
 * own, sysdeps/x86/abort-instr.h, sysdeps/aarch64/abort-instr.h).
 */
export function weighByOutcome(matches: readonly Match[]): readonly Match[] {
  const signal = signalOf(matches[0]);
  if (signal !== undefined && SENT.has(signal))
    return matches.map((m) => (isHandled(m, signal) ? asPossible(m) : m));
  if (signal === 'SIGABRT') return weighByAbort(matches);
  const fault = FAULTS.get(signal ?? '');
  if (fault === undefined) return matches;
  if ((fault === 'segfault' || fault === 'sigtrap') && matches.some(isAbort)) return matches;
  return matches.map((m) =>
    isHandled(m, signal) && !m.rule.supersedes.includes(`cause:${fault}`) ? asPossible(m) : m,
  );
}

/** What the shell or the exit code alone tell of an abort says nothing of its reason; what else does stands beside the log's words. */
const ABORT_ALONE: ReadonlySet<string> = new Set(['abort-signal', 'abort-said-by-shell']);

/** An entry that a logger has at level error is handled: what aborts a program says so in other words. */
function weighByAbort(matches: readonly Match[]): readonly Match[] {
  if (matches.some((m) => isAbort(m) && !ABORT_ALONE.has(m.rule.id))) return matches;
  return matches.map((m) => (explainsNoAbort(m) ? asPossible(m) : m));
}

/** Whether a program that ended on SIGABRT handled it, or got over it. */
export function explainsNoAbort(match: Match): boolean {
  const { hit, rule } = match;
  if (hit === undefined || signalOf(match) !== 'SIGABRT' || !isHandled(match, 'SIGABRT')) return false;
  return !rule.supersedes.includes('cause:abort') && (isPassed(hit) || isLogged(hit));
}

/** Whether a logger has it at level error and not above. */
function isLogged({ line: { raw } }: LogHit): boolean {
  return isError(raw) && !saysFatal(raw);
}

/** Whether a program would have ended with a value of its own; 129 is git's for a wrong usage (parse-options.h). */
function isHandled({ hit, rule: { cause } }: Match, signal: string | undefined): boolean {
  if (hit === undefined || (signal === 'SIGHUP' && cause === 'app-usage')) return false;
  return NOTICED.has(cause) || cause === 'app-exception';
}

function asPossible(match: Match): Match {
  return { ...match, confidence: 'possible' };
}

/** Whether it is such a failure, not the last word but of a logger, of which no more is left than a possibility beside a fault. */
export function explainsNoFault(match: Match): boolean {
  const { confidence, hit, rule } = match;
  if (explainsNoAbort(match)) return true;
  if (hit === undefined || confidence === rule.confidence) return false;
  if (hit.entriesAfter === 0 && !isLogged(hit)) return false;
  // An exception that nobody caught may have ended in a fault, one of a single request has not.
  const noEnd = NOTICED.has(rule.cause) || (rule.cause === 'app-exception' && isPassed(hit));
  return noEnd && FAULTS.has(signalOf(match) ?? '');
}

/** What stands above an abort as its cause ends with one: an exception that nobody handles in .NET, a fault in the JVM. */
function isAbort({ rule }: Match): boolean {
  return rule.cause === 'abort' || rule.supersedes.includes('cause:abort');
}

/** Ends that a program cannot handle: what its peers and its own clean-up log afterwards follows from them. */
const UNHANDLED: ReadonlySet<CauseId> = new Set([
  'segfault',
  'illegal-instruction',
  'bus-error',
  'fpe',
  'sigsys-seccomp',
  'heap-exhausted',
]);

/** Orders two log matches: an end that cannot be handled stands before an error that can. */
export function byHandling(a: Match, b: Match): number {
  return (
    Number(isUnhandled(b) && NOTICED.has(a.rule.cause)) - Number(isUnhandled(a) && NOTICED.has(b.rule.cause))
  );
}

function isUnhandled(match: Match): boolean {
  const { hit, rule } = match;
  if (isOwnCrash(match)) return true;
  return UNHANDLED.has(rule.cause) && hit?.line.quiet === false && hit.tellsWhy !== true;
}

/**
 * Whether it is the runtime's own word on a fault that nothing recovered, and the code is the one that it
 * then ends with: Go's 2 (src/runtime/panic.go, fatalpanic), Rust's 101 of the main thread
 * (library/std/src/rt.rs). What stands behind that is another process's.
 */
function isOwnCrash({ hit, rule, context: { subject } }: Match): boolean {
  if (rule.cause !== 'app-exception' || hit === undefined || isPassed(hit)) return false;
  if (subject.kind !== 'container') return false;
  const { log, termination } = subject.instance;
  const crash = OWN_CRASH.get(termination?.exitCode ?? 0);
  const above = log.lines?.[log.lines.indexOf(hit.line) - 1]?.raw ?? '';
  return crash !== undefined && (crash.test(hit.line.raw) || crash.test(above));
}

const OWN_CRASH: ReadonlyMap<number, RegExp> = new Map([
  [2, /^(?:panic|fatal error): (?!.*\[recovered\]$)/],
  [101, /^thread 'main' (?:\(\d+\) )?panicked at /],
]);

function signalOf(match: Match | undefined): string | undefined {
  if (match?.context.subject.kind !== 'container') return undefined;
  const outcome = match.context.subject.instance.termination?.outcome;
  return outcome?.kind === 'signalled' ? outcome.signal : undefined;
}
