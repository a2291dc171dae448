import { isAtRest } from '../line/line-words.js';
import type { LogLine } from '../log-lines.js';

/** A command as a shell's trace or a runner of CI prints it before it runs (POSIX XCU, set -x; GitHub's and Azure's groups). */
const COMMAND = /^(?:\++ |\$ |##\[group\]Run )(?=\S)/;
/** What make says of a recipe whose failure it was told to ignore (GNU make, Errors in Recipes). */
const IGNORED = /^make(?:\[\d+\])?: \[.*\] Error \d+ \(ignored\)$/;
const MAKE_FAILED = /^make(?:\[\d+\])?: \*\*\* /;

/**
 * What a script does about a command that failed: it asks how that ended, tells it, shows what there
 * is to see, waits, cleans up.
 */
const ABOUT_FAILURE =
  /^(?:sudo )?(?:'?\[\[?'?|\(\(|test|case|if|for|while|let|local|declare|export|unset|shift|trap|set|return|break|continue|false|echo|printf|logger|cat|tail|head|ls|ps|df|env|printenv|id|date|dmesg|journalctl|sleep|cd|pushd|popd|rm|rmdir|umount|touch|tee|(?:kubectl|oc|docker|podman) (?:.* )?(?:logs|describe|events|get|ps|rm|logout)|[\w./-]*(?:clean|tear|usage|help|log|warn|die|msg|report|notify|dump|debug|trap|save|state|status|print|show)[\w.-]*|\w+\+?=\S*$)(?=\s|$)/i;

/** What psql prints of a statement that was carried out; after an error it goes on unless ON_ERROR_STOP is set (psql, Variables). */
const CARRIED_OUT =
  /^(?:(?:CREATE|ALTER|DROP) [A-Z]+(?: [A-Z]+)?|GRANT(?: ROLE)?|REVOKE(?: ROLE)?|COMMENT|INSERT 0 \d+|(?:UPDATE|DELETE|COPY|SELECT|MERGE) \d+|COMMIT|DO)$/;
const STATEMENT_FAILED = /^(?:psql:\S+:\d+: )?ERROR: {2}\S/;

/** So many lines a command may have printed before this one. */
const OUTPUT_REACH = 60;

/**
 * Whether the script that ran a command went on to another one after what that printed: it succeeded
 * all the same, or its failure was ignored.
 */
export function isScriptGoneOn(
  { raw: line }: LogLine,
  above: readonly LogLine[],
  later: readonly LogLine[],
): boolean {
  if (STATEMENT_FAILED.test(line) && later.some(({ raw }) => CARRIED_OUT.test(raw))) return true;
  const made = later.find(({ raw }) => IGNORED.test(raw) || MAKE_FAILED.test(raw));
  if (made !== undefined && IGNORED.test(made.raw)) return true;
  if (!above.slice(-OUTPUT_REACH).some(({ raw }) => COMMAND.test(raw))) return false;
  return later.some(({ raw }) => {
    const command = raw.replace(COMMAND, '');
    return command !== raw && !ABOUT_FAILURE.test(command) && isAtRest(command);
  });
}
