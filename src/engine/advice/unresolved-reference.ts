import { containerCommand } from '../../domain/kubernetes/container-command.js';
import { asObjects, asText, at, type JsonObject } from '../../domain/values/json.js';
import type { Evidence } from '../../domain/evidence.js';
import type { Match } from '../match/match.js';
import { withEvidence } from '../match/with-evidence.js';
import { withChange } from './with-change.js';

/**
 * `$(NAME)` in a command, an argument or a variable stands for a variable of the container; where there
 * is none of that name before it, the text stays as it is, and the program meets it
 * (https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/,
 * third_party/forked/golang/expansion/expand.go, v1.34). Told where it stands in what the program
 * or the runtime said.
 */
export function withUnresolvedReference(match: Match): Match {
  const { subject } = match.context;
  if (subject.kind !== 'container' || match.rule.benign) return match;
  const names = unresolvedIn(subject.container.spec);
  const ofShell = shellWordsIn(subject.container.spec);
  if (names.length === 0 && ofShell.length === 0) return match;
  const heard = [
    ...match.evidence.flatMap(({ fact, observed }) => [fact, observed ?? '']),
    ...(subject.instance.log.lines ?? []).map(({ raw }) => raw),
  ];
  const name = names.find((each) => heard.some((text) => text.includes(`$(${each})`)));
  const word = ofShell.find((each) => heard.some((text) => text.includes(each)));
  if (name === undefined) return word === undefined ? match : withLeftToShell(word, match);
  const comesLater = asObjects(at(subject.container.spec, 'env')).some((v) => at(v, 'name') === name);
  const evidence: Evidence = {
    fact: `$(${name}) names no variable that the container has by then, so Kubernetes left it as it is`,
    at: `${subject.container.specPath ?? 'spec'}.env`,
    observed: comesLater ? `${name} only behind it` : `no ${name}`,
    speaks: 'for',
  };
  const what = comesLater
    ? `Set ${name} before the variable that names it: of env Kubernetes puts in what stands further up`
    : `Give the container the variable ${name}, before what names it, or correct the name`;
  return withEvidence(withChange(match, { do: what, effect: 'mutating' }), 2, [evidence]);
}

/** `${NAME}` and `` `command` `` are a shell's; of its own Kubernetes puts in `$(NAME)` alone. */
function withLeftToShell(word: string, match: Match): Match {
  const { subject } = match.context;
  const [, name] = /^\$\{(\w+)\}$/.exec(word) ?? [];
  const instead =
    name === undefined
      ? 'Wrap the command in sh -c'
      : `Write $(${name}), which Kubernetes itself puts in, in place of ${word}`;
  const path = subject.kind === 'container' ? subject.container.specPath : undefined;
  const fact = `${word} stands so in the pod, and no shell reads it there`;
  const evidence: Evidence = { fact, at: path ?? 'spec', observed: word, speaks: 'for' };
  return withEvidence(withChange(match, { do: instead, effect: 'mutating' }), 2, [evidence]);
}

/** In the words of its command that no shell reads, and in the values of its variables. */
function shellWordsIn(spec: JsonObject | undefined): readonly string[] {
  const values = asObjects(at(spec, 'env')).flatMap((variable) => asText(at(variable, 'value')) ?? []);
  const words = containerCommand(spec);
  return [...(isScript(words) ? [] : words), ...values].flatMap((text) => [
    ...(text.match(/\$\{[A-Z_]\w*\}|`[^`]{2,60}`/gi) ?? []),
  ]);
}

/** Variables that the kubelet adds for Services (pkg/kubelet/envvars/envvars.go, v1.34). */
const OF_SERVICE = /^[A-Z0-9_]+_(?:SERVICE_(?:HOST|PORT)\w*|PORT|PORT_\d+_\w+)$/;

/** Names of references that nothing resolves. What comes from an object as a whole is not known by name. */
function unresolvedIn(spec: JsonObject | undefined): readonly string[] {
  if (asObjects(at(spec, 'envFrom')).length > 0) return [];
  const before: string[] = [];
  const found: string[] = [];
  const look = (text: string | undefined): void => {
    for (const name of referencesIn(text ?? ''))
      if (!before.includes(name) && !OF_SERVICE.test(name)) found.push(name);
  };
  for (const variable of asObjects(at(spec, 'env'))) {
    look(asText(at(variable, 'value')));
    before.push(asText(at(variable, 'name')) ?? '');
  }
  const words = containerCommand(spec);
  // In a script `$(name)` is the shell's, and runs a program.
  if (!isScript(words)) words.forEach(look);
  return found;
}

const SHELL = /^(?:\S*\/)?(?:ba|da|[akz])?sh$/;

/** `-c` makes a script of the next word for a shell; to other programs, as `python -c`, it is another matter. */
function isScript(words: readonly string[]): boolean {
  return words.some((word) => SHELL.test(word)) && words.some((word) => /^-\w*c$/.test(word));
}

function referencesIn(text: string): readonly string[] {
  return [...text.matchAll(/(?<!\$)\$\(([A-Z_]\w*)\)/gi)].flatMap(([, name]) => name ?? []);
}
