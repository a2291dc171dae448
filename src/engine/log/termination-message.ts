import { isStartFailure } from '../../domain/kubernetes/outcome.js';
import type { ContainerView, TerminationView } from '../../domain/kubernetes/pod.js';
import { asText, at } from '../../domain/values/json.js';
import { readLines, type LogLine } from './log-lines.js';

const ESCAPE = String.fromCharCode(27);
const COLOUR = new RegExp(String.raw`${ESCAPE}\[[0-9;]*[a-z]`, 'gi');

/**
 * A program may write its last words to /dev/termination-log, and with FallbackToLogsOnError the
 * kubelet copies the log's tail there (pkg/kubelet/kuberuntime, v1.34): both land in `message`.
 */
export function messageLines(termination: TerminationView | undefined): readonly LogLine[] {
  if (termination?.message === undefined || termination.outcome.kind === 'unknown') return [];
  if (isStartFailure(termination.reason)) return [];
  return readLines(
    termination.message.replaceAll(COLOUR, '').split(/\r?\n|\r/),
    `${termination.path}.message`,
  );
}

/** Whether the kubelet copies the log's tail into the message where the program wrote none. */
export function copiesLog({ spec }: ContainerView): boolean {
  return asText(at(spec, 'terminationMessagePolicy')) === 'FallbackToLogsOnError';
}

/**
 * A log and the message behind it; where one holds the other, as a copied tail is held, only the longer of
 * them: a line that is read twice would look like one that the program went on after.
 */
export function withMessage(log: readonly LogLine[], message: readonly LogLine[]): readonly LogLine[] {
  if (holds(log, message)) return log;
  if (log.length > 0 && holds(message, log)) return message;
  return [...log, ...message];
}

/** Whether the lines of the part stand in the whole; its first may be cut at its head, its last at its end. */
function holds(whole: readonly LogLine[], part: readonly LogLine[]): boolean {
  const last = part.length - 1;
  for (let from = whole.length - part.length; from >= 0; from -= 1) {
    const isHere = part.every(({ raw }, index) => {
      const line = whole[from + index]?.raw.trim() ?? '';
      const copy = raw.trim();
      if (line === copy) return true;
      return last > 0 && ((index === 0 && line.endsWith(copy)) || (index === last && line.startsWith(copy)));
    });
    if (isHere) return true;
  }
  return false;
}

/** Codes of records in which the runtime tells why it could not start or find a container. */
const OF_RUNTIME: ReadonlySet<number | undefined> = new Set([undefined, -1, 125, 126, 127, 128, 255]);

/**
 * Whether the message of a record holds the program's words: a runtime explains a start that failed,
 * and CRI-O does so with the reason Error (server/container_status.go, v1.34).
 */
export function isProgramsMessage({ reason, exitCode }: TerminationView, container: ContainerView): boolean {
  if (reason !== 'Error' && reason !== 'Completed') return false;
  return copiesLog(container) || !OF_RUNTIME.has(exitCode);
}
