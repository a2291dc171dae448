import type { Rule } from '../domain/rule.js';
import type { Rulebook } from '../domain/rulebook.js';
import compiled from '../generated/catalogue.js';
import { makeCompiledRulebook, type CompiledRule, type LiteralIndex } from './rulebook.js';

/** The rules that ship with the program, compiled into the bundle at build time; parsed when they are read. */
export const CATALOGUE = {
  get rules(): readonly Rule[] {
    return compiled.texts.map((text) => (JSON.parse(text) as CompiledRule).rule);
  },
  get literals(): LiteralIndex {
    return Object.assign(
      {},
      ...compiled.texts.map((text) => (JSON.parse(text) as CompiledRule).literals),
    ) as LiteralIndex;
  },
} as const;

/** The built-in rulebook, with the user's own rules added or put in place of others. */
export function loadRulebook(own: readonly Rule[] = []): Promise<Rulebook> {
  return makeCompiledRulebook(compiled, own);
}
