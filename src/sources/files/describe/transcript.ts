import { parseArgs } from 'node:util';
import { present } from '../../../domain/values/present.js';

/** What stands between two commands of a copied terminal. */
export interface Part {
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** The command above it, where that is `kubectl logs`. */
  readonly asked?: LogsCommand;
  readonly lines: readonly string[];
}

/** Whose log `kubectl logs` was asked for. */
export interface LogsCommand {
  /** Undefined where it was asked by an owner. */
  readonly pod?: string;
  readonly container?: string;
  readonly which: 'current' | 'previous';
  /** Only a part of the log was asked for, or was let through. */
  readonly isPartial: boolean;
  /** Lines of several containers or pods, which cannot be told apart. */
  readonly isMixed: boolean;
}

/** How a shell asks for a command, as people have it set: `$ `, `user@host:~/shop (main)$ `, `PS C:\\> `, `➜  shop git:(main) `. */
const PROMPT = String.raw`(?:\(\S{1,60}\) )?(?:\S{0,100}[$#%>]|\[?[\w.-]{1,64}@[\w.-]{1,64}[^"=]{0,120}?[$#%>]|PS \S.{0,200}>|[➜❯λ»](?: {1,3}[^\s"=]{1,100}){0,3}) {1,3}`;

/** A program that is asked as kubectl is. */
const COMMAND = new RegExp(
  String.raw`^(?<prompt>${PROMPT})?(?:sudo {1,3})?(?:microk8s(?: |\.)|k3s |minikube )?(?:kubectl|oc|k)(?: --)? {1,3}(?<words>\S.{0,2000})$`,
);

/** kubectl's flags that take a word (kubectl pkg/cmd/logs/logs.go AddFlags, cli-runtime config_flags.go, v1.34). */
const WITH_VALUE = {
  container: { type: 'string', short: 'c' },
  namespace: { type: 'string', short: 'n' },
  selector: { type: 'string', short: 'l' },
  ...Object.fromEntries(
    ['tail', 'since', 'since-time', 'limit-bytes', 'max-log-requests', 'pod-running-timeout']
      .concat(['context', 'kubeconfig', 'cluster', 'user', 'as', 'request-timeout', 'v'])
      .map((name) => [name, { type: 'string' } as const]),
  ),
  previous: { type: 'boolean', short: 'p' },
  follow: { type: 'boolean', short: 'f' },
  'all-containers': { type: 'boolean' },
  'all-pods': { type: 'boolean' },
} as const;

/** `kubectl describe pod` names the pod and its namespace on its first lines (of a node its roles); YAML of Kubernetes has no such keys. */
export const DESCRIBED = /^[^\S\n]*Name:[^\S\n]+\S+[^\S\n]*\n[^\S\n]*(?:Namespace|Roles|Labels):[^\S\n]+\S/m;

/** Cuts a text before each description that follows a log, and at each command of kubectl, which is left out. */
export function splitTranscript(lines: readonly string[]): readonly Part[] {
  const parts: (Part & { readonly lines: string[] })[] = [{ line: 1, lines: [] }];
  for (const [n, line] of lines.entries()) {
    const last = parts.at(-1);
    const command = readCommand(line.trimEnd());
    if (command !== undefined)
      parts.push({ line: n + 2, lines: [], ...(command === 'another' ? {} : { asked: command }) });
    else if (last?.asked !== undefined && DESCRIBED.test(`${line}\n${lines[n + 1] ?? ''}`))
      parts.push({ line: n + 1, lines: [line] });
    else last?.lines.push(line);
  }
  return parts;
}

/** The command that a line of a terminal shows: what `kubectl logs` was asked for, or that it is another one. */
function readCommand(line: string): LogsCommand | 'another' | undefined {
  const { prompt, words } = COMMAND.exec(line)?.groups ?? {};
  if (words === undefined) return undefined;
  const [own = '', ...rest] = words.split(/[|>;&]/);
  const { values, positionals } = parseArgs({
    args: own.split(/\s+/).filter((word) => word !== '' && word !== '2'),
    options: WITH_VALUE,
    allowPositionals: true,
    strict: false,
  });
  const [verb, subject, second] = positionals;
  // Without a prompt it may be what a program logged.
  if (verb !== 'logs' && verb !== 'log') return prompt === undefined ? undefined : 'another';
  const pod = /^(?:pods?\/|po\/)?([^/]+)$/.exec(subject ?? '')?.[1];
  const container = second ?? (typeof values.container === 'string' ? values.container : undefined);
  return {
    ...present('pod', pod),
    ...present('container', container?.replace(/^=/, '')),
    which: [true, 'true'].includes(values.previous ?? false) ? 'previous' : 'current',
    isPartial:
      'tail' in values || 'since' in values || 'since-time' in values || rest.some((part) => part !== ''),
    isMixed: ['all-containers', 'all-pods', 'selector'].some((name) => name in values),
  };
}
