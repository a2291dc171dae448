import { ENDING } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';
import { statementOf } from '../talk.js';
import { STARTS } from './begun-anew.js';
import { mayGoOn } from './may-go-on.js';
import type { Sign } from './sign.js';

/** What a program does for those who watch over it and not for its work, before a colon. */
const SUBJECT =
  /^(?:notify(?:ing)?|notifications?|notifier|callback|web-?hooks?|telemetry|metrics?|tracing|tracer|traces?|spans?|stats|statsd|analytics|sentry|audit|heartbeat|(?:de|un)-?regist(?:er|ering|ration)|slack|pagerduty)\b(?!.{1,20}\b(?:server|listener|port)\b).{0,80}?: /i;

/** More than a name or a row. */
const SAYS = /[a-z]{3}\S*\s+\S+\s+\S/i;

export const WORD_TO_WATCHERS: Sign = {
  // `12 seats are taken, the licence allows 10`, `notify ops: E`
  name: 'a word to those who watch',
  because: 'the line tells of a word to those who watch over it, and it told of something else as well',
  holds: (around) =>
    SUBJECT.test(statementOf(around.line.raw)) &&
    mayGoOn(around) &&
    [...around.above, ...around.later].some(tellsOfElse),
};

/** Words that are neither ordinary work or of a start, nor of the same, nor on the way out. */
function tellsOfElse({ raw, calm, aside }: LogLine): boolean {
  const words = statementOf(raw);
  if (calm || aside || SUBJECT.test(words)) return false;
  return SAYS.test(words) && !STARTS.test(words) && !ENDING.test(words);
}
