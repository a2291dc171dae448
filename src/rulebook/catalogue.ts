import type { Rule } from '../domain/rule.js';
import type { Rulebook } from '../domain/rulebook.js';
import compiled from '../generated/catalogue.js';
import { makeRulebook, overrideRules, type LiteralIndex } from './rulebook.js';

/** The rules that ship with the program, compiled into the bundle at build time. */
export const CATALOGUE: { readonly rules: readonly Rule[]; readonly literals: LiteralIndex } = compiled;

/** The built-in rulebook, with the user's own rules added or put in place of others. */
export function loadRulebook(own: readonly Rule[] = []): Promise<Rulebook> {
  return makeRulebook(overrideRules(CATALOGUE.rules, own), CATALOGUE.literals);
}
