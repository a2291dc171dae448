import type { Rulebook } from '../domain/rules/rulebook.js';
import { loadRulebook as loadCatalogue } from '../rulebook/catalogue.js';
import { inert } from '../report/inert.js';
import { UsageError } from './errors.js';
import type { Io } from './io.js';

/**
 * The built-in rules with those of `--rules`.
 * @throws UsageError with every complaint about those files
 */
export async function loadRulebook(paths: readonly string[], io: Io): Promise<Rulebook> {
  if (paths.length === 0) return loadCatalogue();
  const { readRules, ruleErrorLine } = await import('./read-rules.js');
  const { rules, errors } = await readRules(paths, io);
  const ids = rules.map(({ id }) => id);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  if (errors.length + twice.length === 0) return loadCatalogue(rules);
  const lines = [
    ...errors.map((error) => inert(ruleErrorLine(error))),
    ...twice.map((id) => `${id}: the id is used by several of these files`),
  ];
  throw new UsageError(`bad rules, so nothing was judged:\n${lines.join('\n')}`, { pointsToHelp: false });
}
