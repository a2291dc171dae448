import { RegExpParser } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';

/**
 * Lower-case texts of which one must stand in whatever the RE2 pattern matches; empty when the
 * pattern has none of at least four characters. The pattern is read by a regex parser of the
 * JavaScript dialect after the spellings that differ were put over; one it cannot read has none.
 */
export function requiredLiterals(pattern: string): readonly string[] {
  const source = pattern
    .replace(/^\(\?[ims]+\)/, '')
    .replaceAll('(?P<', '(?<')
    .replaceAll('\\z', '$')
    .replaceAll('\\A', '^');
  try {
    const ast = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
      unicode: false,
    });
    const best = bestOf(ast.alternatives.map(literalsOf));
    return best.every((text) => text.length >= 4) ? [...new Set(best)] : [];
  } catch {
    return [];
  }
}

/** Alternatives need a literal each; one without makes the whole set useless. */
export function bestOf(sets: readonly (readonly string[])[]): readonly string[] {
  return sets.some((set) => set.length === 0) ? [] : sets.flat();
}

/** The best set among those that a sequence requires: the one whose shortest text is longest. */
function literalsOf(alternative: AST.Alternative): readonly string[] {
  const candidates: (readonly string[])[] = [];
  let run = '';
  const endRun = (): void => {
    if (run !== '') candidates.push([run.toLowerCase()]);
    run = '';
  };
  for (const element of alternative.elements) {
    if (element.type === 'Character') {
      run += String.fromCodePoint(element.value);
    } else if (element.type === 'Assertion') {
      continue;
    } else {
      endRun();
      if (element.type === 'CapturingGroup' || element.type === 'Group')
        candidates.push(bestOf(element.alternatives.map(literalsOf)));
      if (element.type === 'Quantifier' && element.min > 0) candidates.push(quantified(element));
    }
  }
  endRun();
  const usable = candidates.filter((set) => set.length > 0);
  return usable.sort((a, b) => shortest(b) - shortest(a))[0] ?? [];
}

function quantified(quantifier: AST.Quantifier): readonly string[] {
  const inner = quantifier.element;
  if (inner.type === 'CapturingGroup' || inner.type === 'Group')
    return bestOf(inner.alternatives.map(literalsOf));
  return inner.type === 'Character' ? [String.fromCodePoint(inner.value).toLowerCase()] : [];
}

function shortest(set: readonly string[]): number {
  return Math.min(...set.map((text) => text.length));
}
