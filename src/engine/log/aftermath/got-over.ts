import { oncePer } from '../../../domain/values/once.js';
import { isBegunAnew } from './begun-anew.js';
import { isAtRest, tellsOfWork } from '../line/line-words.js';
import { stopsOthers } from '../line/others-stopped.js';
import type { LogLine } from '../log-lines.js';
import { firstTime, LATER_SECONDS, secondsBetween } from '../log-time.js';
import { isChildAnew, isChildTold } from './child-told.js';
import { isOfOutput } from './command-output.js';
import { mayGoOn } from './may-go-on.js';
import { isNextStep } from './next-step.js';
import { isOfFormerTry } from './next-try.js';
import { isOutlivedBefore } from './outlived.js';
import { closesTrace, faultAtEnd } from './python-fault.js';
import { isScriptGoneOn } from './script-trace.js';
import type { Sign } from './sign.js';
import { isOfTestReport, isTestPassed } from './test-passed.js';
import { isOfSeries } from './series.js';
import { isDoneMeanwhile, isDoneWithout } from './done-later.js';
import {
  isCounted,
  isNextOfItsKind,
  isNextState,
  isOfBackground,
  tellsNextTurn,
  tellsProgress,
  worksToTheEnd,
} from './taken-up.js';
import { WORD_TO_WATCHERS } from './by-the-way.js';
import { CLEAN_UP } from './clean-up.js';
import { isAmongOtherParts } from './other-parts.js';
import { isOutdone } from './outdone.js';
import { isSetInBelowTalk, isTalk, speaksOfElse } from '../talk.js';
import { isStoppedLater, isToldToStop } from './told-to-stop.js';
import { TOOLS_CODE } from './tool-code.js';
import { isAtWorkAtOnce } from './work-at-once.js';

/** So many entries without a word of failing are hardly a report's own lines any more. */
const AT_REST = 15;
/** Fewer are enough that are ordinary work. */
const WORK = 3;
/** Fewer still where it logged on for LATER_SECONDS. */
const WORK_LATER = 2;

/** Two of its usual entries are enough where it logged on for so long, in seconds. */
const USUAL_LATER_SECONDS = 1;

/** Whether an entry has no word of failing; every line that a rule knows asks this of those behind it. */
export const isRestful = oncePer(({ raw }: LogLine) => isAtRest(raw));

/** The first that holds is told. In the examples `E` is the line, and what stands behind it is logged later. */
export const SIGNS: readonly Sign[] = [
  CLEAN_UP,
  {
    // `  File "/app/feed.py", line 3`, E, `Traceback (most recent call last):`, `KeyError: 'usd'`, and nothing behind it
    name: 'a fault of its own at last',
    because: 'it ended of another exception after that, a fault of its own',
    holds: ({ at, lines }) => closesTrace(at, lines) && faultAtEnd(lines) > at,
  },
  {
    // E, `connected to the store`, `price lists loaded`
    name: 'a success, and no trouble since',
    because: 'it told a success after that, and of no trouble since',
    holds: ({ endsWell }) => endsWell,
  },
  {
    // E, `server is ready`, `shutting down`, and exit 0
    name: 'a success, and an end without a failure',
    because: 'it told a success after that, and ended with 0',
    holds: ({ later, end }) => end?.exitCode === 0 && later.some(({ raw }) => tellsOfWork(raw)),
  },
  {
    // E, `received SIGTERM`
    name: 'told to stop',
    because: 'it was told to stop after that',
    holds: ({ later }) => isToldToStop(later),
  },
  {
    // `starting web`, E, `starting web`
    name: 'begun anew',
    because: 'it began anew after that',
    holds: ({ above, later }) => isBegunAnew(above, later),
  },
  {
    // `+ ./check`, E, `+ exec ./server`
    name: 'the next command of a script',
    because: 'the script went on to another command after that',
    holds: ({ line, above, later }) => isScriptGoneOn(line, above, later),
  },
  {
    // E, `ok 2 - keeps the cart`
    name: 'a test that passed',
    because: 'a test passed after that, so those who run the tests went on',
    holds: ({ at, lines, above }) => isTestPassed(lines.slice(at + 1)) || isOfTestReport(above),
  },
  {
    // `[1/3] lint`, E, `[2/3] build`
    name: 'its next step',
    because: 'it went on to its next step after that, and told of no trouble then',
    holds: ({ line, above, later }) => isNextStep(line, above, later),
  },
  {
    // `# attempt 1`, E, `# attempt 2`, `no such option --jobz`
    name: 'a former try',
    because: 'it tried again after that, and the last try ended of something else',
    holds: ({ line, above, later }) => isOfFormerTry(line, above, later),
  },
  {
    // `11:50 tool shell(..) returned:`, E, `11:51 the budget is used up`
    name: 'the output of something else',
    because: 'it stands in the output of something else, and the program talked on after that',
    holds: ({ line, above, later }) => isOfOutput(line, above, later),
  },
  {
    // `[job 17] E`, `[job 17] finished with exit code 2`, `[scheduler] idle`
    name: 'the end of its child',
    because: 'it told after that how another ended, whose word this is, and lived on',
    holds: ({ line, later }) => isChildTold(line, later) && !later.some(({ raw }) => stopsOthers(raw)),
  },
  {
    // E, `mailer: exited 1, restarting`
    name: 'its child started anew',
    because: 'it told after that that it starts anew what had ended',
    holds: ({ later }) => isChildAnew(later),
  },
  {
    // `job mail: E`, `job prune: ok`
    name: 'its next item',
    because: 'it went on to its next item after that',
    holds: ({ line, later }) => isNextOfItsKind(line, later),
  },
  {
    // `web: starting -> failed (E)`, `web: failed -> pending`
    name: 'its next state',
    because: 'what the line tells of went on to its next state after that',
    holds: ({ line, later }) => isNextState(line, later),
  },
  {
    // `notify #ops: E`, `notify #ops: the shop is well`
    name: 'its series',
    because: 'it is one of a series that went on after that',
    holds: (around) => mayGoOn(around) && isOfSeries(around.line, around.later),
  },
  {
    // `collecting the results`, `    job 4411 | E`, `report written`
    name: 'set in below other words',
    because: 'it stands set in below other words, and the program went on after that',
    holds: ({ line, above, later }) => isSetInBelowTalk(line, above, later),
  },
  {
    // E, `next look in 60s`
    name: 'its next turn',
    because: 'it told after that when its next turn is',
    holds: (around) => mayGoOn(around) && tellsNextTurn(around.later),
  },
  {
    // E, `indexed 10 of 50`, `indexed 20 of 50`, `indexed 30 of 50`
    name: 'the same of other things',
    because: 'it told of one thing after the other after that',
    holds: ({ later }) => tellsProgress(later.filter((next) => isRestful(next) || isCounted(next))),
  },
  {
    // E, `INFO stored order 17`, `INFO stored order 18`, and nothing behind them
    name: 'one thing after the other at last',
    because: 'it worked on one thing after the other to its end after that',
    holds: (around) => mayGoOn(around) && worksToTheEnd(around.later),
  },
  {
    // `Copying the certificates ..`, E, `Copying is done`
    name: 'what it was at, done',
    because: 'what it was at then was told to be done after that',
    holds: (around) => mayGoOn(around) && isDoneMeanwhile(around.above, around.later),
  },
  {
    // `ERROR metrics: E`, `INFO metrics disabled`
    name: 'done without',
    because: 'it told after that that it does without',
    holds: (around) => mayGoOn(around) && isDoneWithout(around.line, around.later),
  },
  {
    // `background refresh: E`, `INFO stored order 17`
    name: 'a thing done in the background',
    because: 'the line tells of what it does in the background, and it was at its work as well',
    holds: ({ line, above, later }) =>
      isOfBackground(line) &&
      (later.some((next) => next.calm || isTalk(next)) || above.some(({ raw }) => tellsOfWork(raw))),
  },
  {
    // `INFO moved 7`, 11:50:00 E, `11:50:01 INFO moved 8`, `ERROR no room`, `11:50:02 INFO moved 9`, and nothing behind it
    name: 'its usual work to the end',
    because: 'it went on with its usual work to its end after that',
    holds: (around) => mayGoOn(around) && around.usual >= WORK_LATER && around.logged >= USUAL_LATER_SECONDS,
  },
  {
    // `ERROR cache: E`, `INFO prices loaded`, `FATAL no rate for CH`
    name: 'a fatal error of something else',
    because: 'it went on, and logged a fatal error of something else after that',
    holds: ({ line, later }) => isOutdone(line, later),
  },
  {
    // `11:50 state: E`, `11:50 router: without IPv6`, `11:50 dns: using the host's`, `11:50 relay: joined two peers`
    name: 'other parts of it',
    because: 'other parts of the program told of what they do after that',
    holds: (around) => mayGoOn(around) && isAmongOtherParts(around.line, around.later),
  },
  WORD_TO_WATCHERS,
  TOOLS_CODE,
  {
    // E, `    at load (a.js:9)`, `INFO stored order 17`
    name: 'work right behind the trace',
    because: 'it was at its work right after that',
    holds: (around) => mayGoOn(around) && isAtWorkAtOnce(around.at, around.lines),
  },
  {
    // E, `INFO stored order 17`, `INFO stored order 18`, `INFO stored order 19`
    name: 'ordinary work',
    because: 'it logged ordinary work after that',
    holds: ({ work, logged }) => work >= (logged >= LATER_SECONDS ? WORK_LATER : WORK),
  },
  {
    // 11:50:00 E, `11:50:10 INFO stored order 17`
    name: 'work some time later',
    because: 'it was still at its work some time after that',
    holds: ({ later, time, end }) =>
      later.some((next) => next.calm && secondsBetween(time, firstTime([next]), end) >= LATER_SECONDS),
  },
  {
    // 11:50:00 E, `11:50:10 stopping`
    name: 'a stop some time later',
    because: 'it said nothing for some time after that, and then that it stops',
    holds: (around) => mayGoOn(around) && isStoppedLater(around.line, around.later, around.end),
  },
  {
    // `order 1 stored`, `ERROR order 2: E`, `order 3 stored`, .., `ERROR order 9: E`
    name: 'outlived before',
    because: 'it logged the same of other things before, and went on with its work each time',
    holds: (around) => mayGoOn(around) && isOutlivedBefore(around.line, around.above),
  },
  {
    // E, `the shelves are counted`, `prices come from the cache`
    name: 'something else',
    because: 'it spoke of something else after that',
    holds: (around) => mayGoOn(around) && speaksOfElse(around.later, around.line),
  },
  {
    // E, and fifteen lines such as `row a`
    name: 'many entries at rest',
    holds: ({ rest }) => rest >= AT_REST,
  },
];
