import { signalName, SIGRTMAX, SIGRTMIN } from '../domain/kubernetes/outcome.js';
import type { Explanation, Hint } from './explanation.js';
import { guideReferences, hypothesesOf, LOOK_AT_POD, referencesOf } from './hypotheses.js';
import {
  EXIT_CODES,
  PROGRAM_CODES,
  PROGRAM_REFERENCES,
  SYSTEMD_CODES,
  type CodeEntry,
} from './tables/exit-codes.js';
import type { ReferenceId } from './tables/references.js';
import { SIGNALS, type SignalEntry } from './tables/signals.js';
import { WINDOWS_CODES } from './tables/windows.js';

const FIRST_REAL_TIME = 32;
const LOWEST = -(2 ** 31);
const HIGHEST = 2 ** 32 - 1;

/** What an exit code means; undefined where no process of any system can end with it. */
export function explainCode(code: number): Explanation | undefined {
  if (!Number.isInteger(code) || code < LOWEST || code > HIGHEST) return undefined;
  if (code < 0 || code > 255) return explainWindowsCode(code);
  const entry = Object.hasOwn(EXIT_CODES, code) ? EXIT_CODES[code] : undefined;
  if (entry !== undefined) return explanation(code, `${code}: ${entry.means}.`, entry);
  const number = code - 128;
  if (number >= 1 && number <= SIGRTMAX) return explainSignalCode(code, number);
  const unit = Object.hasOwn(SYSTEMD_CODES, code) ? SYSTEMD_CODES[code] : undefined;
  if (unit !== undefined) {
    return explanation(code, `${code}: a value of the program's own; Kubernetes gives it no meaning.`, {
      means: '',
      more: [
        `systemd ends with it for EXIT_${unit}; that counts only where systemd runs in the container. No signal ends with a code over 192.`,
      ],
      references: ['systemdExit'],
    });
  }
  return explanation(code, `${code}: a value of the program's own; Kubernetes gives it no meaning.`, {
    means: '',
    more: ['Its manual or source says what it stands for. What was logged last before the end decides.'],
    hypotheses: ['app-exception', 'app-config', 'app-dependency'],
  });
}

/** What a signal means when it ends a container. */
export function explainSignal(number: number): Explanation | undefined {
  if (number < 1 || number > SIGRTMAX) return undefined;
  const code = explainSignalCode(128 + number, number);
  const signal = signalOf(number);
  return { ...code, of: 'signal', subject: signal.name, seeAlso: [String(128 + number)] };
}

function explainSignalCode(code: number, number: number): Explanation {
  const signal = signalOf(number);
  const sum = `${code} = 128 + ${number}`;
  if (!signal.ends) {
    return explanation(
      code,
      `${sum}: but ${signal.name} ends no process, so it is a value of the program's own.`,
      {
        means: '',
        more: [
          `${signal.name} stands for: ${signal.means}. ${number < FIRST_REAL_TIME ? 'Its default action does not end a process' : 'Nothing else sends it'} (signal(7)).`,
          ...(signal.more ?? []),
        ],
        hypotheses: ['app-exception', 'app-config'],
        references: ['signal7'],
      },
    );
  }
  return explanation(code, `${sum}: the process was ended by ${signal.name} (${signal.means}).`, {
    means: '',
    more: [
      ...(signal.more ?? []),
      `Nothing in the status says whether it was a real signal: a shell passes on 128 + n of its child, and a program may call exit(${code}).`,
    ],
    hypotheses: signal.hypotheses ?? ['killed-by-signal-other'],
    references: [...(signal.references ?? []), 'signal7'],
  });
}

function signalOf(number: number): SignalEntry {
  const known = SIGNALS.find((signal) => signal.number === number);
  if (known !== undefined) return known;
  const name = number === SIGRTMAX ? 'SIGRTMAX' : (signalName(number) ?? `signal ${number}`);
  const ownOfProgram = number >= SIGRTMIN;
  const means = ownOfProgram
    ? 'a real-time signal, for the program to define'
    : 'a message between threads, which the C library keeps for itself';
  return { number: Math.max(number, FIRST_REAL_TIME), name, means, ends: ownOfProgram };
}

function explainWindowsCode(code: number): Explanation {
  const unsigned = code < 0 ? code + 2 ** 32 : code;
  const signed = unsigned >= 2 ** 31 ? unsigned - 2 ** 32 : unsigned;
  const hex = `0x${unsigned.toString(16).toUpperCase().padStart(8, '0')}`;
  const known = WINDOWS_CODES.find((entry) => entry.value === unsigned);
  const name = known === undefined ? 'a value of the program or of Windows' : `${known.name}: ${known.means}`;
  const byte = code & 0xff;
  return explanation(code, `${code} (${hex}): a Windows process; ${name}.`, {
    means: '',
    more: [
      `No Linux process can show it: there only the low byte counts, so that exit(${code}) is seen as ${byte}.`,
      `A pod shows it as ${signed}: Kubernetes keeps exit codes as signed 32-bit numbers. Docker's command line shows ${unsigned}.`,
      'Windows has no signals, and no kill for memory is reported as OOMKilled there.',
    ],
    hypotheses: windowsHints(unsigned),
    references: ['ntstatus', 'windows', 'windowsCode'],
  });
}

const WINDOWS_HINTS: Readonly<Record<number, readonly Hint[]>> = {
  0xc0000005: [['segfault', 'the log or the Application event log names the faulting module']],
  0xc0000017: [['oom-limit', 'its memory use was near the limit just before']],
  0xc000001d: [['illegal-instruction', 'it happens on some nodes and not on others']],
  0xc000007b: [
    ['exec-format', 'a 32-bit file beside 64-bit ones'],
    ['shared-lib-missing', 'a DLL in the image is damaged'],
  ],
  0xc0000094: [['fpe', 'the trace names the division']],
  0xc000012d: [
    ['oom-limit', 'its memory use was near the limit just before'],
    ['oom-node', 'the node itself was short: MemoryPressure, or other pods failed too'],
  ],
  0xc0000135: [['shared-lib-missing', 'the event log of the container names the DLL']],
  0xc0000138: [['shared-lib-missing', 'a DLL of another version lies first in the path']],
  0xc0000139: [
    ['exec-format', "the image's Windows version is not the node's"],
    ['shared-lib-missing', 'a DLL of another version lies first in the path'],
  ],
  0xc000013a: ['graceful-stop', 'liveness-kill'],
  0xc0000409: ['abort'],
  0xe0434352: ['app-exception'],
  0xe06d7363: ['app-exception'],
};

function windowsHints(unsigned: number): readonly Hint[] {
  return (
    (Object.hasOwn(WINDOWS_HINTS, unsigned) ? WINDOWS_HINTS[unsigned] : undefined) ?? [
      'app-exception',
      'app-config',
    ]
  );
}

function explanation(code: number, headline: string, entry: CodeEntry): Explanation {
  const programs = Object.hasOwn(PROGRAM_CODES, code) ? (PROGRAM_CODES[code] ?? []) : [];
  const hints = entry.hypotheses ?? [];
  const references: readonly ReferenceId[] =
    entry.references ?? (hints.length > 0 ? guideReferences(hints) : ['podLifecycle']);
  return {
    subject: String(code),
    of: 'exit-code',
    headline,
    meaning: entry.more ?? [],
    hypotheses: hypothesesOf(hints),
    programs: programs.map(([program, means]) => ({ program, means })),
    look: LOOK_AT_POD,
    seeAlso: [],
    references: referencesOf([
      ...references,
      ...programs.flatMap(([program]) => PROGRAM_REFERENCES[program] ?? []),
    ]),
  };
}
