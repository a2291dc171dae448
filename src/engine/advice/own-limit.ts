import { containerCommand } from '../../domain/kubernetes/container-command.js';
import type { Match } from '../match/match.js';
import { withEvidence } from '../match/with-evidence.js';
import { withChange } from './with-change.js';

/**
 * A limit of the process that its own command sets: a plain `ulimit` lowers the soft and the hard limit of the
 * shell and of all that it starts (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/ulimit.html,
 * setrlimit(2)). Told where what the program met is what such a limit makes.
 */
export function withOwnLimit(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || match.rule.benign || match.rule.cause.startsWith('oom')) return match;
  const command = containerCommand(subject.container.spec).join('\n');
  if (!command.includes('ulimit')) return match;
  const heard = match.evidence.map(({ fact, observed }) => `${fact}\n${observed ?? ''}`).join('\n');
  const limit = [...command.matchAll(ULIMIT)].find(([, option = '']) => MET[option]?.test(heard) === true);
  if (limit === undefined) return match;
  const [text] = limit;
  const at = `${subject.container.specPath ?? 'spec'}.command`;
  const change = `Take ${text} out of the command of the container, or raise it`;
  return withEvidence(withChange(match, { do: change, effect: 'mutating' }), 2, [
    { fact: `its command sets this limit itself: ${text}`, at, observed: text, speaks: 'for' },
  ]);
}

const ULIMIT = /\bulimit (?:-[HS] )?-[HS]?([a-z]) \d+/g;

/** What a program meets at each limit: RLIMIT_NOFILE, _NPROC, _FSIZE, _CPU, and of memory _AS, _DATA and _STACK. */
const MEMORY = /memory|bad_alloc|\bmmap\b|\bmalloc\b/i;
const MET: Readonly<Record<string, RegExp>> = {
  n: /too many open files|EMFILE|file descriptor/i,
  u: /Resource temporarily unavailable|\bfork\b|\bthreads?\b|EAGAIN/i,
  f: /file too large|SIGXFSZ|file size limit/i,
  t: /SIGXCPU|CPU time|a limit of the process|SIGKILL/i,
  v: MEMORY,
  d: MEMORY,
  s: /stack|SIGSEGV|segmentation fault/i,
};
