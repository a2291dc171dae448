import { isAtRest } from '../line/line-words.js';
import { isError } from '../line/log-level.js';
import type { LogLine } from '../log-lines.js';
import { statementOf } from '../talk.js';
import type { Sign } from './sign.js';

/** What a script's trap or a program's last steps are called. */
const CALLED = String.raw`(?:clean[ _-]?up|tear[ _-]?down|on_?exit|housekeeping)`;
const OWN_LINE = new RegExp(String.raw`^(?:\[${CALLED}\]|${CALLED}:) `, 'i');
/** A shell that prints what it does (`set -x`, bash(1)) enters it. */
const ENTERED = new RegExp(String.raw`^\++ ${CALLED}\b`, 'i');
/**
 * A step that runners of jobs have behind those that decide: GitLab's (shells/abstract.go), of GitHub's actions
 * (src/Runner.Worker/JobRunner.cs), a Jenkinsfile's `post`.
 */
const AFTER_STEPS =
  /^(?:Running after[ _]script\b|Post job cleanup\.|\[Pipeline\] \{ \(Declarative: Post Actions\))/;
const TRACED = /^\++ \S/;

/** So many entries before it may tell why it ends. */
const NEAR = 6;

export const CLEAN_UP: Sign = {
  // `env 'prod' has no entry`, `+ cleanup`, E
  name: 'its clean-up',
  because: 'it was cleaning up then, after something else',
  holds: ({ line, above }) => isOfCleanUp(line, above),
};

/** Whether a line tells of what failed while the program cleaned up, and trouble was told before that. */
function isOfCleanUp({ raw }: LogLine, above: readonly LogLine[]): boolean {
  const begun = begunAt(raw, above);
  return begun >= 0 && above.slice(Math.max(0, begun - NEAR), begun).some(tellsOfTrouble);
}

/** When it was that something failed, as a line says itself. */
const MEANWHILE =
  /\b(?:while|when|during|on|at) (?:the |its )?(?:clean(?:ing)?(?:[ -]?up)?|shut(?:ting)?[ -]?down|closing|tear(?:ing)?[ -]?down|exit(?:ing)?|rolling back|rollback)\b/i;

/** Whether a line says itself that the program was on its way out, and trouble was told shortly before. */
export function isSaidOnTheWayOut({ raw }: LogLine, above: readonly LogLine[]): boolean {
  return MEANWHILE.test(raw) && above.slice(-NEAR).some(tellsOfTrouble);
}

/** Where what the line is a part of began; -1 where it is no clean-up. */
function begunAt(raw: string, above: readonly LogLine[]): number {
  const afterSteps = above.findIndex((each) => AFTER_STEPS.test(each.raw));
  if (afterSteps >= 0) return afterSteps;
  return OWN_LINE.test(statementOf(raw)) ? above.length : enteredAt(above);
}

/** Where the last function that was entered is one that cleans up; -1 where it is none. */
function enteredAt(above: readonly LogLine[]): number {
  const entered = above.findLastIndex(({ raw }) => ENTERED.test(raw));
  return entered >= 0 && above.slice(entered + 1).every(({ raw }) => !TRACED.test(raw) || OF_IT.test(raw))
    ? entered
    : -1;
}

/** The commands by which that is done. */
const OF_IT = /^\++ (?:rm|rmdir|umount|kill|pkill|unlink|docker|kubectl delete|echo|cd|popd|trap|wait)\b/;

function tellsOfTrouble(line: LogLine): boolean {
  if (TRACED.test(line.raw) || line.aside || line.calm) return false;
  return isError(line.raw) || !isAtRest(line.raw) || LACK.test(line.raw);
}

/** What is lacking, wrong or refused, in words that are none of failing. */
const LACK = /\b(?:no|not|nothing|without|wrong|empty|blank|unknown|needs?|must|makes no sense)\b/i;
