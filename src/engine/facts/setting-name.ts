import type { Match } from '../match/match.js';
import type { Variables } from '../match/variables.js';

/** What the API server accepts as the name of a variable (pkg/apis/core/validation, EnvVarNameRegexp v1.34), less the dots of keys. */
const OF_A_VARIABLE = /^[A-Za-z_][\w-]*$|^[A-Z][A-Z0-9_.-]*$/;
/** The line says itself that it looked in a file. */
const IN_A_FILE = /\bin (?:the |its |your )?(?:config(?:uration)?|settings|properties)(?: file)?\b/i;

/**
 * What kind of setting the pattern's `variable` is: one that the template can set as a variable of the environment, or a key
 * that only a file or an argument holds, which no `kubectl set env` helps.
 */
export function settingNameVariables({ variables, hit }: Match): Variables {
  const name = variables['variable'];
  if (name === undefined) return { unnamedSetting: 'variable' };
  const isKey =
    !OF_A_VARIABLE.test(name) ||
    (name !== name.toUpperCase() && hit?.line.texts.some((text) => IN_A_FILE.test(text)) === true);
  return isKey ? { settingKey: name } : { environmentVariable: name };
}
