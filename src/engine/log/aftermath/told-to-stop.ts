import type { TerminationView } from '../../../domain/kubernetes/container.js';
import { isAtRest } from '../line/line-words.js';
import { stopsOthers } from '../line/others-stopped.js';
import { isError } from '../line/log-level.js';
import { tellsTrouble } from '../line/hints.js';
import type { LogLine } from '../log-lines.js';
import { firstTime, LATER_SECONDS, secondsBetween } from '../log-time.js';
import { STARTS } from './begun-anew.js';

/** The kubelet's request to stop, or an interrupt, as programs tell that they were given it. */
const TOLD_TO_STOP =
  /\b(?:received|got|caught|handling)\b.{1,30}\b(?:SIGTERM|SIGINT|TERM signal|interrupt signal|signal:? (?:15|TERM|terminated|2|INT|interrupt))\b|\b(?:SIGTERM|SIGINT|interrupt signal|keyboard interrupt) (?:received|caught|signal received)\b|\bsignal=(?:terminated|interrupt)\b|\bsignal (?:15|TERM)\b|^(?:\^C)?KeyboardInterrupt$|\breceived (?:a )?(?:termination|shutdown) signal\b|\b(?:termination|shutdown) signal received\b|\b(?:signal:? )?["']?(?:terminated|interrupt)["']? (?:signal )?(?:was )?(?:received|caught)\b|\b(?:received|got|caught) (?:signal )?["']?terminated["']?(?:$|[,;.:]| signal\b)/i;

/** Who sees one process end stops the others, and these then tell of the same signal. */
const OTHER_ENDED = /\b(?:exit(?:ed|s|ing)?|died|dead|crash\w*|quit|kill\w*|sending|fatal)\b/i;

/** Whether the program was at work yet when it was told to stop. */
export function isToldToStop(after: readonly LogLine[]): boolean {
  const told = after.findIndex(({ raw }) => TOLD_TO_STOP.test(raw));
  return told >= 0 && !after.slice(0, told).some(({ raw }) => OTHER_ENDED.test(raw));
}

/** Who asked for the stop, or how it is done: what ends of an error does not take its time. */
const STOP_BEGUN =
  /^\W?(?:\S+ ){0,3}draining (?:all |open |active )?(?:connections|requests|traffic|clients)\b|\bgraceful(?:ly)? (?:\S+ )?(?:shut|stop|terminat|drain)|\b(?:shut|stop|terminat|drain)\w*(?: down)? gracefully\b|\b(?:shutdown|stop|termination) (?:was |is )?requested\b/i;
/** An error among so many entries before may be why it stops. */
const LED_TO_STOP = 5;

/**
 * Whether the program was on its way out already: by a signal that it was given, or by a stop that no
 * error led to. What fails meanwhile is not why it stopped. A start after that is of another run.
 */
export function isStoppingAfter(before: readonly LogLine[]): boolean {
  if (before.some(({ raw }) => stopsOthers(raw))) return true;
  const begun = before.findLastIndex(({ raw }) => TOLD_TO_STOP.test(raw) || STOP_BEGUN.test(raw));
  const { raw = '' } = before[begun] ?? {};
  if (begun < 0 || OTHER_ENDED.test(raw) || isError(raw)) return false;
  if (before.slice(begun + 1).some((line) => STARTS.test(line.raw))) return false;
  const led = before.slice(Math.max(0, begun - LED_TO_STOP), begun);
  return TOLD_TO_STOP.test(raw) || !led.some((line) => !line.quiet && !isAtRest(line.raw));
}

const STOPS = /\b(?:stopp(?:ed|ing)|shutting down|shut down|shutdown|terminating|draining)\b/gi;

/** Whether the next thing that a program said, some time later, was that it stops, and not why. */
export function isStoppedLater(
  line: LogLine,
  [next]: readonly LogLine[],
  end: TerminationView | undefined,
): boolean {
  if (next === undefined || !tellsOnlyOf(STOPS, next.raw)) return false;
  return secondsBetween(firstTime([line]), firstTime([next]), end) >= LATER_SECONDS;
}

/** A server that stops in order, step by step. */
const STEPS_OF_STOP =
  /\b(?:stopp(?:ed|ing)|shutting down|shut ?down|draining|waiting for|finished|clos(?:ed|ing)|exiting|bye)\b/gi;

/** Whether a line tells of a stop in order and of nothing amiss: no error led to it that was not told. */
export function tellsOnlyOfStop(raw: string): boolean {
  return tellsOnlyOf(STEPS_OF_STOP, raw);
}

/** Whether a line has such words, and besides them nothing of trouble. */
function tellsOnlyOf(words: RegExp, raw: string): boolean {
  const rest = raw.replace(words, '');
  return rest !== raw && !isError(raw) && isAtRest(rest) && !tellsTrouble(rest.toLowerCase());
}
