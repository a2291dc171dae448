import { asObjects, asText, at, type JsonObject } from '../../../domain/values/json.js';
import type { DescribedPod } from './pod.js';
import type { LogsCommand, Part } from './transcript.js';

/** A log that was copied with the description of its pod. */
export interface CopiedLog {
  readonly namespace: string;
  readonly pod: string;
  /** As in a file that `kubectl logs POD` saved, the pod's own name stands for its default container. */
  readonly container: string;
  readonly which: LogsCommand['which'];
  readonly text: string;
  readonly isPartial: boolean;
}

/** Lines that look like a log, and cannot be given to a container. */
export interface UnreadLog {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly why: string;
}

/** The logs that were asked for behind descriptions, by the pod that the command names or the one described last. */
export function logsAsked(
  parts: readonly Part[],
  described: readonly { readonly line: number; readonly pod: JsonObject }[],
): readonly (CopiedLog | UnreadLog)[] {
  return parts.flatMap(({ line, asked, lines }): readonly (CopiedLog | UnreadLog)[] => {
    const { own, chosen } = withoutKubectl(lines);
    if (asked === undefined || own.length === 0) return [];
    const above = described.filter((one) => one.line < line).at(-1);
    const named = described.find(({ pod }) => asText(at(pod, 'metadata', 'name')) === asked.pod);
    const pod = asked.pod === undefined ? above?.pod : named?.pod;
    if (asked.isMixed)
      return [{ line, why: 'it is of several containers or pods, whose lines cannot be told apart' }];
    if (pod === undefined) return [{ line, why: `it is of ${asked.pod ?? 'a pod'}, which is not described` }];
    return [toLog(pod, asked.container ?? chosen, own, asked)];
  });
}

/** What stands behind the events of a pod, taken for the log of its only container. */
export function logBehind({ pod, behind }: DescribedPod, line: number): readonly (CopiedLog | UnreadLog)[] {
  const { own, chosen } = withoutKubectl(behind);
  if (own.length === 0) return [];
  const names = asObjects(at(pod, 'spec', 'containers')).map((one) => asText(at(one, 'name')));
  if (chosen === undefined && names.length !== 1)
    return [{ line, why: 'which container logged what stands behind the events is not said' }];
  return [toLog(pod, chosen, own, { which: 'current', isPartial: false })];
}

function toLog(
  pod: JsonObject,
  container: string | undefined,
  lines: readonly string[],
  { which, isPartial }: Pick<LogsCommand, 'which' | 'isPartial'>,
): CopiedLog {
  const name = asText(at(pod, 'metadata', 'name')) ?? '';
  const namespace = asText(at(pod, 'metadata', 'namespace')) ?? '';
  return {
    namespace,
    pod: name,
    container: container ?? name,
    which,
    isPartial,
    text: `${lines.join('\n')}\n`,
  };
}

/** kubectl's word for the container that it chose (pkg/cmd/util/podcmd/podcmd.go, v0.34). */
const CHOSEN = /^Defaulted container "([^"]+)" out of: /;
/** What the API server, the kubelet and kubectl say in a log's place (registry/core/pod/strategy.go LogLocation, v1.34). */
const REFUSED =
  /^(?:Error from server \(BadRequest\): (?:container|previous terminated container) "|Error from server \(NotFound\): pods "|Error from server \(Forbidden\): .{1,300}"pods\/log"|Error from server: Get "https:.{1,300}\/containerLogs\/|error: (?:a container name must be specified|container \S{1,100} is not valid for) )/;
const BARE_PROMPT = /^\S{0,100}[$#%>➜] ?$/;

/** The lines that the container wrote, and the container that kubectl says it chose. */
function withoutKubectl(lines: readonly string[]): { own: readonly string[]; chosen: string | undefined } {
  const chosen = lines.map((line) => CHOSEN.exec(line)?.[1]).find((name) => name !== undefined);
  const isOwn = (line: string): boolean => line.trim() !== '' && !BARE_PROMPT.test(line);
  const own = lines.filter((line, n) => !(n < 2 && CHOSEN.test(line)));
  const log = own.slice(own.findIndex(isOwn), own.findLastIndex(isOwn) + 1);
  return { own: log.length === 1 && REFUSED.test(log[0] ?? '') ? [] : log, chosen };
}
