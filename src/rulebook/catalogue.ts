import type { Rule } from '../domain/rules/rule.js';
import type { Rulebook } from '../domain/rules/rulebook.js';
import compiled from '../generated/catalogue.js';
import { makeCompiledRulebook, type CompiledRule, type NeedsIndex } from './rulebook.js';

/** The rules that ship with the program, compiled into the bundle at build time; parsed when they are read. */
export const CATALOGUE = {
  get rules(): readonly Rule[] {
    return compiledRules().map(({ rule }) => rule);
  },
  get needs(): NeedsIndex {
    return Object.assign({}, ...compiledRules().map(({ needs }) => needs)) as NeedsIndex;
  },
} as const;

function compiledRules(): readonly CompiledRule[] {
  return compiled.index.ids.split('\n').map((_, at) => JSON.parse(compiled.text(at)) as CompiledRule);
}

/** The built-in rulebook, with the user's own rules added or put in place of others. */
export function loadRulebook(own: readonly Rule[] = []): Promise<Rulebook> {
  return makeCompiledRulebook(compiled, own);
}
