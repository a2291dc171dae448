import type { Hint } from '../explanation.js';
import type { ReferenceId } from './references.js';

/** What is known of one exit code beyond its arithmetic. */
export interface CodeEntry {
  /** Completes "<code>: ...". */
  readonly means: string;
  readonly more?: readonly string[];
  readonly hypotheses?: readonly Hint[];
  readonly references?: readonly ReferenceId[];
}

/** Codes that are not 128 + a signal; those are worked out from the table of signals. */
export const EXIT_CODES: Readonly<Record<number, CodeEntry>> = {
  0: {
    means: 'the process ended with success',
    more: [
      'With restartPolicy Always that is no end to be content with: the container is started again, and after the second time it waits in CrashLoopBackOff. A crash can hide behind 0 too: a wrapper (s6, a script without "set -e", npm) that swallows its child\'s code, a thread that died in a JVM or Rust program, an exit(256), whose low byte is 0.',
      'OOMKilled with 0 is real: a child process was killed for memory, the main process ended well.',
    ],
    hypotheses: [
      ['completed', 'a Job, an init container, or a sidecar at the end of its pod'],
      'completed-restarting',
      ['graceful-stop', 'it was asked to stop: nginx, redis, postgres and php-fpm end with 0 then'],
      ['oom-child', 'the reason is OOMKilled'],
      ['liveness-kill', 'event Killing "failed liveness probe": the program took the stop signal well'],
    ],
    references: ['podLifecycle', 'kubeletBackOff', 'oomExitZero'],
  },
  1: {
    means: "a program's general failure; Kubernetes gives it no meaning of its own",
    more: [
      'Most runtimes end so after an error that nobody caught. The log of the instance that died decides; in a chain of errors the first cause counts.',
      'An "exec ...: exec format error" or "exec ...: no such file or directory" as the only log line is the runtime speaking, not the program (runc 1.1 and crun; runc 1.2 and newer end with 255).',
    ],
    hypotheses: [
      'app-config',
      'app-dependency',
      'app-exception',
      'app-auth',
      'app-missing-module',
      'app-permission-fs',
      'app-port-in-use',
      'exec-format',
      'interpreter-missing',
      ['oom-child', 'the reason is OOMKilled: a child was killed and the main process gave up'],
    ],
    references: ['podLifecycle', 'runcInit'],
  },
  2: {
    means: 'a value of the program itself; often wrong usage, and how a Go program panics',
    more: [
      'It is not only "misuse of a shell": Go, Python and the shells of Alpine and Debian use it each in its own way.',
    ],
    hypotheses: [
      'app-usage',
      ['app-exception', 'Go: "panic:" or "fatal error:" and goroutines in the log'],
      ['graceful-stop', 'Go without a handler as process 1 ends with 2 on SIGTERM, without a word'],
      'app-config',
      ['liveness-kill', 'event Killing "failed liveness probe" and a Go program'],
    ],
    references: ['goRuntime', 'bash'],
  },
  3: {
    means: 'a value of the program itself',
    hypotheses: [
      [
        'heap-exhausted',
        'a JVM with -XX:+ExitOnOutOfMemoryError: "Terminating due to java.lang.OutOfMemoryError"',
      ],
      ['app-exception', 'gunicorn: "Worker failed to boot"; uvicorn: the start-up failed'],
    ],
  },
  4: {
    means: 'a value of the program itself',
    hypotheses: [['app-missing-module', 'gunicorn: "App failed to load"']],
  },
  5: {
    means: 'a value of the program itself',
    more: [
      'Guides name it as a fatal error of V8; Node.js ends with 133 or 134 there (139 as process 1), not with 5.',
    ],
  },
  9: {
    means: 'a value of the program itself; it is not SIGKILL, which is 137',
    hypotheses: [['app-usage', 'Node.js: a wrong option ("bad option")']],
    references: ['nodeExit'],
  },
  13: {
    means: 'a value of the program itself',
    hypotheses: [['app-exception', 'Node.js: a top-level await that never settled']],
    references: ['nodeExit'],
  },
  64: { means: 'EX_USAGE: called wrongly', hypotheses: ['app-usage'], references: ['sysexits'] },
  65: { means: 'EX_DATAERR: the input data are wrong', hypotheses: ['app-config'], references: ['sysexits'] },
  66: {
    means: 'EX_NOINPUT: an input file is missing or cannot be read',
    hypotheses: ['app-config', 'app-permission-fs'],
    references: ['sysexits'],
  },
  67: { means: 'EX_NOUSER: the user is not known', hypotheses: ['app-config'], references: ['sysexits'] },
  68: { means: 'EX_NOHOST: the host is not known', hypotheses: ['app-dependency'], references: ['sysexits'] },
  69: {
    means: 'EX_UNAVAILABLE: a service is not available',
    hypotheses: ['app-dependency'],
    references: ['sysexits'],
  },
  70: {
    means: 'EX_SOFTWARE: an error inside the program',
    hypotheses: ['app-exception'],
    references: ['sysexits'],
  },
  71: {
    means: 'EX_OSERR: the operating system refused something',
    hypotheses: ['app-resource-limit'],
    references: ['sysexits'],
  },
  72: {
    means: 'EX_OSFILE: a system file is missing',
    hypotheses: ['app-missing-module'],
    references: ['sysexits'],
  },
  73: {
    means: 'EX_CANTCREAT: an output file cannot be made',
    hypotheses: ['app-permission-fs', 'app-disk-full'],
    references: ['sysexits'],
  },
  74: {
    means: 'EX_IOERR: reading or writing failed',
    hypotheses: ['app-disk-full', 'app-dependency'],
    references: ['sysexits'],
  },
  75: {
    means: 'EX_TEMPFAIL: it failed for now; try again',
    hypotheses: ['app-dependency'],
    references: ['sysexits'],
  },
  76: {
    means: 'EX_PROTOCOL: the other side spoke another protocol',
    hypotheses: ['app-dependency', 'app-tls'],
    references: ['sysexits'],
  },
  77: {
    means: 'EX_NOPERM: a right is missing',
    hypotheses: ['app-auth', 'app-permission-fs'],
    references: ['sysexits'],
  },
  78: {
    means: 'EX_CONFIG: something is configured wrongly',
    hypotheses: ['app-config'],
    references: ['sysexits'],
  },
  101: {
    means: 'a value of the program itself; how a Rust program ends after a panic',
    more: [
      'Only a panic of the main thread ends a Rust program with 101; where another thread panics it may live on or end with 0.',
    ],
    hypotheses: [['app-exception', 'Rust: "thread \'main\' panicked at"']],
    references: ['rustPanic'],
  },
  120: {
    means: 'a value of the program itself',
    hypotheses: [['sigpipe', 'Python: the standard output could not be flushed at the end']],
    references: ['pythonExit'],
  },
  123: {
    means: 'a value of the program itself',
    hypotheses: [['app-exception', 'xargs: a command that it ran failed']],
    references: ['timeout1'],
  },
  124: {
    means: 'a value of the program itself; how timeout(1) of coreutils says that time ran out',
    hypotheses: [['app-dependency', 'the container runs a command under timeout']],
    references: ['timeout1'],
  },
  125: {
    means: 'timeout, env, chroot or xargs inside the container could not do their own part',
    more: [
      'Guides say "docker run failed": no docker command line takes part in a pod, so that never is the reason here.',
    ],
    hypotheses: ['app-usage', ['app-permission-fs', 'chroot or env say that something is not permitted']],
    references: ['dockerRun', 'timeout1'],
  },
  126: {
    means: 'a shell (or tini, timeout, env) found the command and could not execute it',
    more: [
      'Where the command of the pod itself may not be executed, containerd says 128 with reason StartError and CRI-O gives no code at all; only Docker (cri-dockerd) says 126, with reason ContainerCannotRun.',
    ],
    hypotheses: ['exec-permission', 'exec-format'],
    references: ['bash', 'mobyErrors', 'containerdStart'],
  },
  127: {
    means: 'a shell (or tini, timeout, env) inside the container did not find the command',
    more: [
      'Where the command of the pod itself is missing, containerd says 128 with reason StartError and CRI-O gives no code at all; only Docker (cri-dockerd) says 127, with reason ContainerCannotRun.',
      'A script that exists gives 127 too when the interpreter of its first line is missing, and a JVM that crashes as process 1 ends with 127 ("error occurred during error reporting" in its log).',
    ],
    hypotheses: [
      'shell-command-not-found',
      'shared-lib-missing',
      'interpreter-missing',
      ['exec-not-found', 'reason ContainerCannotRun (Docker)'],
      ['abort', 'a JVM: "A fatal error has been detected" in the log'],
    ],
    references: ['bash', 'mobyErrors', 'containerdStart'],
  },
  128: {
    means: 'with reason StartError: the runtime could not start the container. Else a value of the program',
    more: [
      "StartError is containerd's: the message holds the whole error, and the program never ran. It is not only a missing command: mounts, cgroups, hooks, a lost sandbox and timeouts end the same way.",
      'With reason Error the program itself ended with 128: git does so after "fatal:". Guides say "invalid argument to exit"; a shell gives 2 for that, or takes the number modulo 256.',
    ],
    hypotheses: [
      'exec-not-found',
      'exec-permission',
      'mount-type',
      'limit-too-low-to-start',
      'runtime-failure',
      ['app-dependency', 'reason Error and a git "fatal:" line in the log'],
      ['app-auth', 'reason Error and "Authentication failed" from git'],
      'invalid-exit',
    ],
    references: ['containerdStart', 'git'],
  },
  255: {
    means:
      "with reason Unknown: nobody saw the end. With reason Error: the program, or the runtime's last step, ended with -1",
    more: [
      'containerd writes 255 with reason Unknown for containers that ran when the node was rebooted or its runtime lost them; the end time is when it came back, so the duration is wrong.',
      'With reason Error look at the log: exit(-1), perl\'s die and a PHP fatal error end so, and runc 1.2 and newer where the command cannot be executed ("exec ...: exec format error").',
      'It is not "out of range": values out of range wrap (256 is 0).',
    ],
    hypotheses: [
      'node-lost',
      'exec-format',
      'interpreter-missing',
      ['app-exception', 'PHP: "Fatal error"; perl: died'],
      'invalid-exit',
    ],
    references: ['containerdRestart', 'crioStatus', 'runcInit'],
  },
};

/** Programs that give a code a meaning of their own. */
export const PROGRAM_CODES: Readonly<Record<number, readonly (readonly [string, string])[]>> = {
  1: [
    ['Python', 'an exception that nobody caught'],
    ['Node.js', 'an exception or rejection that nobody caught'],
    ['JVM', 'an exception in the main thread, a missing class or a bad option'],
    ['Ruby', 'an exception; also on SIGTERM without a handler'],
    ['nginx', '[emerg]: configuration, file, port or upstream host'],
    ['PostgreSQL', 'FATAL at the start'],
    ['git', 'an unknown command'],
  ],
  2: [
    ['Go', 'a panic, a nil dereference, a deadlock, concurrent map writes'],
    ['Python', 'a missing script file, a bad option, argparse'],
    ['bash, dash, busybox', 'a syntax error or bad option; dash and busybox also a missing script'],
    ['dumb-init', 'its command could not be executed'],
    ['PostgreSQL', 'the data directory or configuration was not found'],
    ['psql', 'the connection went bad'],
    ['curl', 'wrong usage'],
  ],
  3: [
    ['JVM', '-XX:+ExitOnOutOfMemoryError'],
    ['gunicorn', 'a worker failed to boot'],
    ['uvicorn', 'the start-up failed'],
    ['psql', 'an error in a script with ON_ERROR_STOP'],
    ['curl', 'a malformed address'],
  ],
  4: [['gunicorn', 'the application failed to load']],
  6: [
    ['curl', 'the host name could not be resolved'],
    ['Node.js', 'the handler of fatal exceptions was broken'],
  ],
  7: [
    ['curl', 'the connection was refused'],
    ['Node.js', 'a handler of uncaught exceptions threw'],
  ],
  9: [['Node.js', 'a bad option']],
  10: [['Node.js', 'its own start-up failed']],
  12: [['Node.js', 'a wrong argument for the inspector']],
  13: [['Node.js', 'a top-level await never settled']],
  14: [['Node.js', 'a start-up snapshot failed']],
  16: [['MySQL', 'it asks to be restarted']],
  22: [['curl', 'an HTTP status of 400 or more, with -f']],
  23: [['curl', 'writing failed']],
  28: [['curl', 'time ran out']],
  35: [['curl', 'the TLS handshake failed']],
  52: [['curl', 'an empty answer']],
  56: [['curl', 'receiving failed']],
  60: [['curl', 'the certificate could not be verified']],
  64: [['PHP-FPM', 'wrong usage']],
  69: [['flock', 'the command could not be executed']],
  70: [['PHP-FPM', 'an internal error']],
  78: [['PHP-FPM', 'the configuration is wrong ("FPM initialization failed")']],
  100: [['s6-overlay', 'an error before its first stage']],
  101: [['Rust', 'a panic in the main thread']],
  120: [['Python', 'the standard output could not be flushed']],
  123: [['xargs', 'a command ended with 1 to 125']],
  124: [
    ['timeout', 'time ran out (coreutils; busybox ends with 143)'],
    ['xargs', 'a command ended with 255'],
  ],
  125: [
    ['timeout, env, chroot, nice', 'their own failure'],
    ['xargs', 'a command was killed by a signal'],
  ],
  126: [
    ['a shell', 'found, and not executable, or a directory'],
    ['tini', 'its command could not be executed'],
  ],
  127: [
    ['a shell', 'the command was not found'],
    ['tini', 'its command was not found'],
    ['JVM', 'a crash as process 1'],
    ['bash', 'set -u and an unset variable, with -c'],
  ],
  128: [['git', '"fatal:" in its log']],
  129: [
    ['git', 'wrong usage'],
    ['.NET host', 'InvalidArgFailure'],
  ],
  130: [
    ['Python', 'KeyboardInterrupt'],
    ['.NET host', 'CoreHostLibLoadFailure'],
  ],
  131: [['.NET host', 'CoreHostLibMissingFailure: hostfxr or hostpolicy is missing']],
  132: [['.NET host', 'CoreHostEntryPointFailure']],
  133: [
    ['.NET host', 'CoreHostCurHostFindFailure'],
    ['Node.js', 'a fatal check of V8'],
  ],
  134: [
    ['Node.js', 'heap limit, not as process 1'],
    ['JVM', 'a crash (hs_err), not as process 1'],
  ],
  135: [['.NET host', 'CoreClrResolveFailure']],
  136: [['.NET host', 'CoreClrBindFailure']],
  137: [
    [
      '.NET host',
      'CoreClrInitFailure: "Failed to create CoreCLR, HRESULT: ..." (memory limit, seccomp, read-only /tmp)',
    ],
    ['timeout', 'the command outlived timeout -k'],
    ['a shell', 'its child was killed (the log says "Killed")'],
  ],
  138: [['.NET host', 'CoreClrExeFailure']],
  139: [
    ['.NET host', 'ResolverInitFailure'],
    ['a shell', 'its child died of a fault (the log says "Segmentation fault")'],
    ['Node.js', 'heap limit or process.abort() as process 1'],
  ],
  140: [['.NET host', 'ResolverResolveFailure']],
  143: [
    ['busybox timeout', 'time ran out'],
    ['JVM', 'stopped by SIGTERM, handled'],
  ],
  142: [['.NET host', 'LibHostInitFailure: hostfxr and hostpolicy are of different versions']],
  145: [['.NET host', 'LibHostSdkFindFailure: no SDK found']],
  146: [['.NET host', 'LibHostInvalidArgs']],
  147: [['.NET host', 'InvalidConfigFile: runtimeconfig.json is wrong']],
  149: [['.NET host', 'AppHostExeNotBoundFailure: the program that it should start is not known']],
  150: [['.NET host', 'FrameworkMissingFailure: "You must install or update .NET to run this application."']],
  154: [['.NET host', 'AppPathFindFailure: the .dll of the program is missing']],
  155: [['.NET host', 'SdkResolveFailure: no SDK found']],
  156: [['.NET host', 'FrameworkCompatFailure: references to one framework contradict each other']],
  159: [['.NET host', 'BundleExtractionFailure: a single-file program is damaged']],
  160: [['.NET host', 'BundleExtractionIOError: a single-file program cannot write where it unpacks']],
  161: [['.NET host', 'LibHostDuplicateProperty: runtimeconfig.json sets what the host sets itself']],
  255: [
    ['runc 1.2 and newer', 'the command cannot be executed: one "exec ..." line in the log'],
    ['PHP', 'a fatal error'],
    ['perl', 'die'],
    ['any program', 'exit(-1)'],
  ],
};

/** Where the codes of those programs are written down. */
export const PROGRAM_REFERENCES: Readonly<Record<string, ReferenceId>> = {
  '.NET host': 'dotnetHost',
  'Node.js': 'nodeExitHeader',
  Python: 'pythonExit',
  Rust: 'rustPanic',
  Go: 'goRuntime',
  git: 'git',
  curl: 'curl',
  psql: 'psql',
  tini: 'tini',
  'dumb-init': 'dumbInit',
  timeout: 'timeout1',
  xargs: 'timeout1',
  bash: 'bash',
  'a shell': 'bash',
};

/** The codes of systemd (systemd.exec(5)): they mean this only where systemd runs in the container. */
export const SYSTEMD_CODES: Readonly<Record<number, string>> = {
  200: 'CHDIR',
  201: 'NICE',
  202: 'FDS',
  203: 'EXEC',
  204: 'MEMORY',
  205: 'LIMITS',
  206: 'OOM_ADJUST',
  207: 'SIGNAL_MASK',
  208: 'STDIN',
  209: 'STDOUT',
  210: 'CHROOT',
  211: 'IOPRIO',
  212: 'TIMERSLACK',
  213: 'SECUREBITS',
  214: 'SETSCHEDULER',
  215: 'CPUAFFINITY',
  216: 'GROUP',
  217: 'USER',
  218: 'CAPABILITIES',
  219: 'CGROUP',
  220: 'SETSID',
  221: 'CONFIRM',
  222: 'STDERR',
  224: 'PAM',
  225: 'NETWORK',
  226: 'NAMESPACE',
  227: 'NO_NEW_PRIVILEGES',
  228: 'SECCOMP',
  229: 'SELINUX_CONTEXT',
  230: 'PERSONALITY',
  231: 'APPARMOR_PROFILE',
  232: 'ADDRESS_FAMILIES',
  233: 'RUNTIME_DIRECTORY',
  235: 'CHOWN',
  236: 'SMACK',
  237: 'KEYRING',
  238: 'STATE_DIRECTORY',
  239: 'CACHE_DIRECTORY',
  240: 'LOGS_DIRECTORY',
  241: 'CONFIGURATION_DIRECTORY',
  242: 'NUMA_POLICY',
  243: 'CREDENTIALS',
  244: 'BPF',
  245: 'KSM',
  246: 'LANDLOCK',
};
