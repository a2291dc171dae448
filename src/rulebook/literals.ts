import { RegExpParser } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';
import type { Needs, OneOf } from '../domain/rules/needs.js';

/** Shorter texts occur everywhere. */
const MIN_LENGTH = 3;
const MAX_TEXTS = 24;
const MAX_SETS = 5;

/** Spellings that both dialects know and do not mean the same by. */
const ONLY_RE2 = /\[\[:|\\[pPQEC]|\\x\{/;

/** RE2's begin and end of a text, in JavaScript's spelling. */
const ENDS: Readonly<Record<string, string>> = { z: '$', A: '^' };

/**
 * What must stand in whatever the RE2 pattern matches; empty when nothing is known. The pattern is
 * read by a regex parser of the JavaScript dialect after the spellings that differ were put over;
 * one it cannot read needs nothing.
 */
export function needsOf(pattern: string): Needs {
  // An escaped backslash begins no spelling.
  if (ONLY_RE2.test(pattern.replaceAll('\\\\', ''))) return [];
  const source = pattern
    .replace(/^\(\?[ims]+\)/, '')
    .replaceAll('(?P<', '(?<')
    .replace(/\\(.)/gs, (spelt, what: string) => ENDS[what] ?? spelt);
  try {
    const ast = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(source, 0, source.length, {
      unicode: false,
    });
    return [...needsOfAny(ast.alternatives)].sort(byTelling).slice(0, MAX_SETS);
  } catch {
    return [];
  }
}

/** The most telling of the sets for a look at a whole log: empty where none has four characters. */
export function mostTelling(needs: Needs): OneOf {
  return [...needs].filter((set) => shortest(set) >= 4).sort(byTelling)[0] ?? [];
}

/** Alternatives need a text each; one without makes the whole set useless. */
export function bestOf(sets: readonly OneOf[]): OneOf {
  return sets.some((set) => set.length === 0) ? [] : [...new Set(sets.flat())];
}

/** Long and few; each doubling of their number weighs as much as three characters. */
function byTelling(a: OneOf, b: OneOf): number {
  return worth(b) - worth(a);
}

function worth(set: OneOf): number {
  const length = set.some((text) => COMMON.has(text)) ? MIN_LENGTH : shortest(set);
  return Math.min(length, 12) - 3 * Math.log2(set.length);
}

/** Words that tell nothing of a log of errors. */
const COMMON: ReadonlySet<string> = new Set(['error', 'failed']);

function shortest(set: OneOf): number {
  return Math.min(...set.map((text) => text.length));
}

/** Of one alternative all needs, of several one set that holds the best of each. */
function needsOfAny(alternatives: readonly AST.Alternative[]): Needs {
  const [only, ...others] = alternatives;
  if (only === undefined) return [];
  if (others.length === 0) return needsOfSequence(only.elements);
  const set = bestOf(
    alternatives.map(({ elements }) => [...needsOfSequence(elements)].sort(byTelling)[0] ?? []),
  );
  return set.length === 0 ? [] : [set];
}

/**
 * Walks over a sequence with the texts that may have been read in a row so far: a literal makes
 * them longer, a choice of literals makes them more, anything else ends them.
 */
function needsOfSequence(elements: readonly AST.Element[]): Needs {
  const needs: OneOf[] = [];
  let row: OneOf = [''];
  const keep = (set: OneOf): void => {
    if (set.length > 0 && shortest(set) >= MIN_LENGTH) needs.push([...new Set(set)]);
  };
  for (const element of inline(elements)) {
    if (element.type === 'Assertion') continue;
    const texts = textsOf(element);
    if (texts !== undefined && texts.length * row.length <= MAX_TEXTS) {
      row = row.flatMap((before) => texts.map((text) => before + text));
      continue;
    }
    keep(row);
    row = texts ?? [''];
    if (texts === undefined) for (const set of needsWithin(element)) keep(set);
  }
  keep(row);
  return needs;
}

/** A group without a choice is part of the sequence that it stands in. */
function inline(elements: readonly AST.Element[]): readonly AST.Element[] {
  return elements.flatMap((element) => {
    const isGroup = element.type === 'CapturingGroup' || element.type === 'Group';
    const [only, ...others] = isGroup ? element.alternatives : [];
    return only !== undefined && others.length === 0 ? inline(only.elements) : [element];
  });
}

/** All texts that the element matches, in lower case; undefined when they are too many to tell. */
function textsOf(element: AST.Element): OneOf | undefined {
  switch (element.type) {
    case 'Character':
      return [String.fromCodePoint(element.value).toLowerCase()];
    case 'CharacterClass': {
      if (element.negate) return undefined;
      const texts = element.elements.map((part) =>
        part.type === 'Character' ? String.fromCodePoint(part.value).toLowerCase() : undefined,
      );
      const known = texts.filter((text) => text !== undefined);
      return known.length === texts.length && known.length > 0 ? few([...new Set(known)]) : undefined;
    }
    case 'Group':
    case 'CapturingGroup': {
      const each = element.alternatives.map(({ elements }) => textsOfSequence(elements));
      const known = each.filter((texts) => texts !== undefined);
      return known.length === each.length ? few([...new Set(known.flat())]) : undefined;
    }
    case 'Quantifier': {
      if (element.max !== 1) return undefined;
      const texts = textsOf(element.element);
      return texts === undefined || element.min === 1 ? texts : few(['', ...texts]);
    }
    default:
      return undefined;
  }
}

function textsOfSequence(elements: readonly AST.Element[]): OneOf | undefined {
  let row: OneOf | undefined = [''];
  for (const element of elements) {
    if (element.type === 'Assertion') continue;
    const texts = textsOf(element);
    if (texts === undefined) return undefined;
    row = few(row.flatMap((before) => texts.map((text) => before + text)));
    if (row === undefined) return undefined;
  }
  return row;
}

function few(texts: OneOf): OneOf | undefined {
  return texts.length <= MAX_TEXTS ? texts : undefined;
}

/** What an element needs whose texts are too many to tell. */
function needsWithin(element: AST.Element): Needs {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return needsOfAny(element.alternatives);
    case 'Quantifier':
      return element.min > 0 ? needsOfSequence([element.element]) : [];
    default:
      return [];
  }
}
