import { CAUSES } from '../../domain/rules/cause.js';
import { containerCommand } from '../../domain/kubernetes/container-command.js';
import type { Evidence } from '../../domain/evidence.js';
import { asStrings, at, type JsonObject } from '../../domain/values/json.js';
import type { Match } from '../match/match.js';
import { withEvidence } from '../match/with-evidence.js';

/**
 * A command of a container, a probe or a hook is a list of words that no shell reads: `&&`, `|` or `>` among
 * them is handed to the program like any other word. Behind `sh -c` the next word alone is the script
 * (https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/,
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/sh.html).
 */
export function withUnreadShell(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || match.rule.benign) return match;
  const told = commandsOf(match.rule.cause, subject.container.spec).flatMap(([field, words]): Evidence[] => {
    const fact = unread(words);
    const where = `${subject.container.specPath ?? 'spec'}.${field}`;
    return fact === undefined ? [] : [{ fact, at: where, observed: words.join(' '), speaks: 'for' }];
  });
  return withEvidence(match, 1, told);
}

type Cause = Match['rule']['cause'];

const PROBES: Partial<Record<Cause, readonly string[]>> = {
  'liveness-kill': ['livenessProbe'],
  'startup-probe-kill': ['startupProbe'],
  'readiness-failing': ['readinessProbe', 'startupProbe'],
  'poststart-hook': ['lifecycle.postStart'],
};

/** The commands that may be why: of the probe or hook that failed, or the container's own. */
function commandsOf(
  cause: Cause,
  spec: JsonObject | undefined,
): readonly (readonly [string, readonly string[]])[] {
  const fields = PROBES[cause];
  if (fields !== undefined) {
    return fields.map((field) => [field, asStrings(at(spec, ...field.split('.'), 'exec', 'command'))]);
  }
  const isOwn = CAUSES[cause].family === 'program' || CAUSES[cause].family === 'start';
  return isOwn ? [['command', containerCommand(spec)]] : [];
}

const SHELL = /^(?:\S*\/)?(?:ba|da|[akz])?sh$/;

/** Words that mean something to a shell alone; `;` also ends find's -exec. */
const OPERATOR = /^(?:&&|\|\|?|>>?|&|2>&1|2?>\s?\S+)$/;

/** Programs that take such words as their own. */
const TAKES_THEM = /^(?:\S*\/)?(?:test|\[|expr|find|awk|grep|sed)$/;

function unread(words: readonly string[]): string | undefined {
  const [program = ''] = words;
  const option = SHELL.test(program) ? words.findIndex((word) => /^-\w*c$/.test(word)) : undefined;
  const script = option === undefined ? undefined : words[option + 1];
  if (option === -1 || TAKES_THEM.test(program)) return undefined;
  const from = option === undefined ? 1 : option + 2;
  const operator = words.slice(from).find((word) => OPERATOR.test(word));
  if (operator === undefined)
    return script === undefined ? undefined : unheard(program, script, words.slice(from));
  return script === undefined
    ? `no shell reads its command: ${operator} is handed to ${program} as a word. Wrap the whole in sh -c`
    : `${program} takes the one word behind -c as its script, here "${script}"; ${operator} and what follows do nothing. Write the whole as one word`;
}

/** Behind the script come its parameters; where it names none they do nothing. A first word that is no option is its `$0`. */
function unheard(program: string, script: string, parameters: readonly string[]): string | undefined {
  const [first] = parameters;
  if (first === undefined || /\$(?:[@*#\d]|\{[@*#\d])/.test(script)) return undefined;
  const isMeant = /\s/.test(script.trim()) ? /^-\w|^--\w/.test(first) : !SHELL.test(first) && first !== '--';
  if (!isMeant) return undefined;
  const more = parameters.length > 1 ? ' and what follows' : '';
  return `${program} takes the one word behind -c as its script, here "${script}", and hands it nothing of ${first}${more}. Write the whole as one word`;
}
