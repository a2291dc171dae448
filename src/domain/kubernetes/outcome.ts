/**
 * How a container instance ended, told apart from the reason that the runtime gave it.
 * A number alone never proves a signal: `exit(137)` and SIGKILL look alike in the API.
 */
export type Outcome =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly code: number; readonly signal: string; readonly number: number }
  | { readonly kind: 'unknown'; readonly code?: number; readonly why: string };

const SIGNALS: readonly (readonly [number, string])[] = [
  [1, 'SIGHUP'],
  [2, 'SIGINT'],
  [3, 'SIGQUIT'],
  [4, 'SIGILL'],
  [5, 'SIGTRAP'],
  [6, 'SIGABRT'],
  [7, 'SIGBUS'],
  [8, 'SIGFPE'],
  [9, 'SIGKILL'],
  [10, 'SIGUSR1'],
  [11, 'SIGSEGV'],
  [12, 'SIGUSR2'],
  [13, 'SIGPIPE'],
  [14, 'SIGALRM'],
  [15, 'SIGTERM'],
  [16, 'SIGSTKFLT'],
  [17, 'SIGCHLD'],
  [18, 'SIGCONT'],
  [19, 'SIGSTOP'],
  [20, 'SIGTSTP'],
  [21, 'SIGTTIN'],
  [22, 'SIGTTOU'],
  [23, 'SIGURG'],
  [24, 'SIGXCPU'],
  [25, 'SIGXFSZ'],
  [26, 'SIGVTALRM'],
  [27, 'SIGPROF'],
  [28, 'SIGWINCH'],
  [29, 'SIGIO'],
  [30, 'SIGPWR'],
  [31, 'SIGSYS'],
];

/** Signals whose default action does not end a process (signal(7)): 128+n is then an exit value. */
const HARMLESS: ReadonlySet<number> = new Set([17, 18, 19, 20, 21, 22, 23, 28]);

/** What programs of Linux may use of the real-time signals: the C library keeps the first two for itself (signal(7)). */
export const SIGRTMIN = 34;
/** The highest number of a signal. */
export const SIGRTMAX = 64;

/** Second names of signals (signal(7)). */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['SIGIOT', 'SIGABRT'],
  ['SIGPOLL', 'SIGIO'],
  ['SIGCLD', 'SIGCHLD'],
  ['SIGUNUSED', 'SIGSYS'],
]);

/** `SIGKILL` for 9, `SIGRTMIN+1` for 35; undefined when Linux has no such signal. */
export function signalName(number: number): string | undefined {
  const named = SIGNALS.find(([n]) => n === number);
  if (named !== undefined) return named[1];
  if (number === SIGRTMIN) return 'SIGRTMIN';
  return number > SIGRTMIN && number <= SIGRTMAX ? `SIGRTMIN+${number - SIGRTMIN}` : undefined;
}

/** The number of `SIGKILL`, `KILL` or `sigkill`, of `IOT` and of `RTMAX-14`; undefined when Linux has no such signal. */
export function signalNumber(name: string): number | undefined {
  const full = name.toUpperCase().replace(/^(?!SIG)/, 'SIG');
  const known = ALIASES.get(full) ?? full;
  const named = SIGNALS.find(([, n]) => n === known);
  return named === undefined ? realTimeNumber(known) : named[0];
}

/** `SIGRTMIN+3`, as a STOPSIGNAL of systemd in a container names it, and `SIGRTMAX-14`. */
function realTimeNumber(name: string): number | undefined {
  const [, end, distance = 0] = /^SIG(RTMIN(?=$|\+)|RTMAX(?=$|-))(?:[+-](\d{1,2}))?$/.exec(name) ?? [];
  if (end === undefined) return undefined;
  const number = end === 'RTMIN' ? SIGRTMIN + Number(distance) : SIGRTMAX - Number(distance);
  return number >= SIGRTMIN && number <= SIGRTMAX ? number : undefined;
}

/** Whether 128 + this number can be the death of a Linux process by that signal. */
function canKill(number: number): boolean {
  return number >= 1 && number <= 64 && number !== 32 && number !== 33 && !HARMLESS.has(number);
}

/**
 * The outcome that a termination record tells. 255 with reason `Unknown` is containerd's word for
 * "nobody saw the end" (internal/cri/server/restart.go, v2.0.0), and `ContainerStatusUnknown` the
 * kubelet's, whose 137 is a placeholder (pkg/kubelet/status/status_manager.go, 1.34).
 */
export function outcomeOf(exitCode: number | undefined, reason: string | undefined): Outcome {
  if (exitCode === undefined) return { kind: 'unknown', why: 'no exit code was recorded' };
  if (reason === 'ContainerStatusUnknown' || reason === 'RestartingAllContainers') {
    return {
      kind: 'unknown',
      code: exitCode,
      why: `${exitCode} is the kubelet's placeholder; nobody saw the end`,
    };
  }
  if (exitCode === 255 && reason === 'Unknown') {
    return {
      kind: 'unknown',
      code: exitCode,
      why: '255 with reason Unknown: the runtime lost the exit status',
    };
  }
  // The runtime never started a process, so its 128 is no process's code.
  if (isStartFailure(reason)) return { kind: 'exited', code: exitCode };
  const number = exitCode - 128;
  const signal = canKill(number) ? signalName(number) : undefined;
  return signal === undefined
    ? { kind: 'exited', code: exitCode }
    : { kind: 'signalled', code: exitCode, signal, number };
}

/** Whether a record's reason says that no process was ever started: containerd's StartError, Docker's ContainerCannotRun. */
export function isStartFailure(reason: string | undefined): boolean {
  return reason === 'StartError' || reason === 'ContainerCannotRun';
}
