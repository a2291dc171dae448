import { isCauseId } from '../domain/rules/cause.js';
import type { Rule } from '../domain/rules/rule.js';
import { nearestWord } from './nearest.js';

/** What only the whole catalogue can tell: ids used twice, and names of rules that do not exist. */
export function checkCatalogue(rules: readonly Rule[]): readonly string[] {
  const ids = rules.map((rule) => rule.id);
  const known = new Set(ids);
  return rules.flatMap((rule, index) => [
    ...(ids.indexOf(rule.id) === index ? [] : [`${rule.family}/${rule.id}: the id is used twice`]),
    ...[...rule.supersedes, ...rule.consequenceOf].flatMap((name) => unknownName(rule, name, known)),
  ]);
}

function unknownName(rule: Rule, name: string, known: ReadonlySet<string>): readonly string[] {
  if (known.has(name) || (name.startsWith('cause:') && isCauseId(name.slice(6)))) return [];
  const word = nearestWord(name, [...known]);
  return [
    `${rule.family}/${rule.id}: there is no rule "${name}"${word === undefined ? '' : `; did you mean "${word}"?`}`,
  ];
}
