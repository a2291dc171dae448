import { RE2JS } from 're2js';
import { holdsAll, type Needs } from '../domain/needs.js';
import type { Pattern, PatternMatch } from '../domain/rulebook.js';

/** Texts of which each pattern remembers what it found, and how long they may be. */
const MOST_ANSWERS = 8;
const LONGEST_REMEMBERED = 1000;

/** Compiles RE2 syntax; throws with the package's reason when it is none. */
export function compilePattern(source: string, needs: Needs): Pattern {
  // Compiling costs about a millisecond, and most patterns of the catalogue are never needed:
  // something that they need does not occur in the text.
  let compiled: RE2JS | undefined;
  // Replicas die with the same words.
  let answers = new Map<string, PatternMatch | undefined>();
  return {
    needs,
    match(text) {
      if (compiled === undefined && !holdsAll(text.toLowerCase(), needs)) return undefined;
      compiled ??= RE2JS.compile(source);
      if (text.length > LONGEST_REMEMBERED) return firstMatch(compiled, text);
      if (answers.has(text)) return answers.get(text);
      const own = detached(text);
      const answer = firstMatch(compiled, own);
      if (answers.size >= MOST_ANSWERS) answers = new Map();
      answers.set(own, answer);
      return answer;
    },
  };
}

/** A copy: what was cut out of a log refers to all of it (V8's sliced strings), and to remember it would hold the log. */
function detached(text: string): string {
  return ` ${text}`.slice(1);
}

function firstMatch(compiled: RE2JS, text: string): PatternMatch | undefined {
  if (!compiled.test(text)) return undefined;
  const matcher = compiled.matcher(text);
  if (!matcher.find()) return undefined;
  const groups: Record<string, string> = {};
  for (const name of Object.keys(compiled.namedGroups())) {
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
