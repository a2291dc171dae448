import { RE2JS } from 're2js';
import { holdsAll, type Needs } from '../domain/rules/needs.js';
import { oncePerText } from '../domain/values/once.js';
import type { Pattern, PatternMatch } from '../domain/rules/rulebook.js';

/** Texts of which each pattern remembers what it found. */
const MOST_ANSWERS = 8;

/** Compiles RE2 syntax; throws with the package's reason when it is none. */
export function compilePattern(source: string, needs: Needs): Pattern {
  // Compiling costs about a millisecond, and most patterns of the catalogue are never needed:
  // something that they need does not occur in the text.
  let match: Pattern['match'] | undefined;
  return {
    needs,
    match(text) {
      if (match === undefined && !holdsAll(text.toLowerCase(), needs)) return undefined;
      match ??= compiled(source);
      return match(text);
    },
  };
}

function compiled(source: string): Pattern['match'] {
  const expression = RE2JS.compile(source);
  return oncePerText(MOST_ANSWERS, (text) => firstMatch(expression, text));
}

function firstMatch(expression: RE2JS, text: string): PatternMatch | undefined {
  if (!expression.test(text)) return undefined;
  const matcher = expression.matcher(text);
  if (!matcher.find()) return undefined;
  const groups: Record<string, string> = {};
  for (const name of Object.keys(expression.namedGroups())) {
    const value: unknown = matcher.group(name);
    if (typeof value === 'string' && value !== '') groups[name] = value;
  }
  return { start: matcher.start(), end: matcher.end(), groups };
}

/** Why the text is no pattern, or undefined when it is one. */
export function patternError(source: string): string | undefined {
  try {
    RE2JS.compile(source);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
