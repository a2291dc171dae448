import type { Hint } from '../explanation.js';
import type { ReferenceId } from './references.js';

/** A Linux signal (x86 and ARM numbers, signal(7)). */
export interface SignalEntry {
  readonly number: number;
  readonly name: string;
  /** What it is for, completing "SIGX: ...". */
  readonly means: string;
  /** False where its default action ends no process: 128+n is then an exit value, never a death. */
  readonly ends: boolean;
  readonly more?: readonly string[];
  readonly hypotheses?: readonly Hint[];
  readonly references?: readonly ReferenceId[];
}

const PID1 =
  'The main process of a container is mostly process 1 of its PID namespace: a signal without a handler does nothing to it, not even one that it sends to itself; only SIGKILL from outside and real faults get through.';

/** Signals of Linux on x86 and ARM (signal(7)). */
export const SIGNALS: readonly SignalEntry[] = [
  {
    number: 1,
    name: 'SIGHUP',
    means: 'its terminal or session went away, or "read your configuration again"',
    ends: true,
    hypotheses: ['killed-by-signal-other'],
  },
  {
    number: 2,
    name: 'SIGINT',
    means: 'interrupt, as Ctrl-C sends it',
    ends: true,
    more: ['Some images name SIGINT as their stop signal, so it may also be how an asked-for stop ends.'],
    hypotheses: [
      ['graceful-stop', 'a stop was asked for (event Killing) and the image names SIGINT as its STOPSIGNAL'],
      'killed-by-signal-other',
    ],
  },
  {
    number: 3,
    name: 'SIGQUIT',
    means: 'quit',
    ends: true,
    more: [
      'Images of nginx and php-fpm name it as their stop signal. A JVM only prints its threads and goes on, and is then killed after the grace period.',
    ],
    hypotheses: [
      ['graceful-stop', 'a stop was asked for and the image names SIGQUIT as its STOPSIGNAL'],
      'killed-by-signal-other',
    ],
  },
  {
    number: 4,
    name: 'SIGILL',
    means: 'an instruction that the processor does not have',
    ends: true,
    more: ['Compilers also emit such an instruction on purpose for "cannot happen" (__builtin_trap).'],
    hypotheses: ['illegal-instruction', ['abort', 'the log ends in a failed check of the program itself']],
  },
  {
    number: 5,
    name: 'SIGTRAP',
    means: 'a trap instruction',
    ends: true,
    hypotheses: ['sigtrap', ['heap-exhausted', 'a Node.js log says "heap out of memory" before it']],
  },
  {
    number: 6,
    name: 'SIGABRT',
    means: 'the program aborted itself',
    ends: true,
    more: [
      PID1,
      'So an abort of the main process is seen as 139, for a JVM as 127; 134 comes from a process that is not process 1.',
    ],
    hypotheses: [
      'abort',
      [
        'heap-exhausted',
        'Node.js: "FATAL ERROR: ... JavaScript heap out of memory"; JVM with -XX:+CrashOnOutOfMemoryError',
      ],
      ['app-exception', '.NET: "Unhandled exception" in the log'],
    ],
    references: ['pidNamespaces', 'nodeExit', 'dotnetAbort'],
  },
  {
    number: 7,
    name: 'SIGBUS',
    means: 'memory that could not be backed',
    ends: true,
    hypotheses: ['bus-error', ['app-disk-full', '/dev/shm or the file behind a mapping is full']],
  },
  {
    number: 8,
    name: 'SIGFPE',
    means: 'an arithmetic fault, mostly a division of integers by zero',
    ends: true,
    hypotheses: ['fpe'],
  },
  {
    number: 9,
    name: 'SIGKILL',
    means: 'killed; the process cannot notice',
    ends: true,
    more: [
      'Who sent it, the number does not say: the kernel for memory, the kubelet after the grace period, or anybody else with the right to.',
    ],
    hypotheses: [
      'oom-limit',
      [
        'liveness-kill',
        'event Killing "failed liveness probe", Unhealthy before; it then outlived the grace period',
      ],
      'grace-exceeded',
      'oom-node',
      'oom-child',
      ['evicted-memory', "the pod's reason is Evicted"],
      ['node-lost', 'reason ContainerStatusUnknown: 137 is a placeholder there, no signal was seen'],
      ['killed-by-signal-other', 'none of these: no event, no reason, memory far below the limit'],
    ],
    references: ['containerdEvents', 'kubeletLost', 'containerdOomRace'],
  },
  {
    number: 10,
    name: 'SIGUSR1',
    means: 'for the program to define',
    ends: true,
    hypotheses: ['killed-by-signal-other'],
  },
  {
    number: 11,
    name: 'SIGSEGV',
    means: 'memory that is not its own',
    ends: true,
    more: [
      PID1,
      'An abort() of process 1 cannot end by SIGABRT, so the C library goes on to an illegal instruction that ends as SIGSEGV: in a container this code often is an abort, not a fault in memory.',
    ],
    hypotheses: [
      'abort',
      'segfault',
      ['heap-exhausted', 'Node.js as process 1: "JavaScript heap out of memory" in the log'],
      ['app-exception', '.NET as process 1: "Unhandled exception" in the log'],
    ],
    references: ['pidNamespaces', 'dotnetAbort'],
  },
  {
    number: 12,
    name: 'SIGUSR2',
    means: 'for the program to define',
    ends: true,
    hypotheses: ['killed-by-signal-other'],
  },
  {
    number: 13,
    name: 'SIGPIPE',
    means: 'it wrote to a pipe or socket that nobody reads',
    ends: true,
    hypotheses: ['sigpipe'],
  },
  {
    number: 14,
    name: 'SIGALRM',
    means: 'a timer that the program had set',
    ends: true,
    hypotheses: ['killed-by-signal-other'],
  },
  {
    number: 15,
    name: 'SIGTERM',
    means: 'asked to stop',
    ends: true,
    more: [
      'It says that a stop was asked for, not why, and not that all is well: a failed liveness probe, an eviction and a preemption ask the same way.',
      PID1,
      "A stopped program may as well end with 0, 1 (Ruby), 2 (Go without a handler), 130 or 137 (no handler, killed after the grace period). The signal itself may be another one: the image's STOPSIGNAL decides.",
    ],
    hypotheses: [
      'graceful-stop',
      ['liveness-kill', 'event Killing "failed liveness probe, will be restarted"'],
      'startup-probe-kill',
      'drained',
      'preempted',
      'node-shutdown',
      'taint-evicted',
    ],
    references: ['podLifecycle', 'disruptions'],
  },
  { number: 16, name: 'SIGSTKFLT', means: 'unused', ends: true },
  { number: 17, name: 'SIGCHLD', means: 'a child process ended', ends: false },
  { number: 18, name: 'SIGCONT', means: 'go on after a stop', ends: false },
  { number: 19, name: 'SIGSTOP', means: 'pause', ends: false },
  { number: 20, name: 'SIGTSTP', means: 'pause, from the terminal', ends: false },
  { number: 21, name: 'SIGTTIN', means: 'read from the terminal in the background', ends: false },
  { number: 22, name: 'SIGTTOU', means: 'write to the terminal in the background', ends: false },
  { number: 23, name: 'SIGURG', means: 'urgent data on a socket', ends: false },
  {
    number: 24,
    name: 'SIGXCPU',
    means: 'more processor time than its ulimit',
    ends: true,
    more: ['This is the ulimit of the process. A CPU limit of Kubernetes never kills, it slows down.'],
    hypotheses: ['app-resource-limit'],
  },
  {
    number: 25,
    name: 'SIGXFSZ',
    means: 'a file larger than its ulimit',
    ends: true,
    hypotheses: ['app-resource-limit'],
  },
  {
    number: 26,
    name: 'SIGVTALRM',
    means: 'a timer that the program had set',
    ends: true,
    hypotheses: ['killed-by-signal-other'],
  },
  {
    number: 27,
    name: 'SIGPROF',
    means: 'a profiling timer without a handler',
    ends: true,
    hypotheses: ['killed-by-signal-other'],
  },
  {
    number: 28,
    name: 'SIGWINCH',
    means: 'the window changed its size',
    ends: false,
    more: ['Images of Apache httpd name it as their stop signal.'],
  },
  {
    number: 29,
    name: 'SIGIO',
    means: 'input or output is possible',
    ends: true,
    hypotheses: ['killed-by-signal-other'],
  },
  { number: 30, name: 'SIGPWR', means: 'power failure', ends: true, hypotheses: ['killed-by-signal-other'] },
  {
    number: 31,
    name: 'SIGSYS',
    means: 'a system call that is refused',
    ends: true,
    hypotheses: ['sigsys-seccomp'],
    references: ['seccomp'],
  },
];
