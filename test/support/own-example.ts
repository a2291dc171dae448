import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Rule } from '../../src/domain/rules/rule.js';
import { conditionsOf, leavesOf } from '../../src/rulebook/conditions.js';
import type { Expectation } from './cases.js';

/** Whether all cases in which a rule ranks first hold an example of its own patterns word for word. */
export function showsOnlyItself(rule: Rule, cases: readonly Expectation[]): boolean {
  const examples = conditionsOf(rule)
    .flatMap(leavesOf)
    .flatMap((leaf) => (leaf.kind === 'log-line' ? leaf.any.map(({ example }) => example.trim()) : []));
  const own = cases.filter(({ first, benignRule = [] }) => [...first, ...benignRule].includes(rule.id));
  return (
    examples.length > 0 &&
    own.every(({ folder }) => {
      const log = logOf(folder);
      return examples.some((example) => log.includes(example));
    })
  );
}

/** Rules of which that still holds, sorted; the list only shrinks. */
export function readMirrored(): readonly string[] {
  const file = path.resolve('test/debts/own-example.txt');
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).sort();
}

/** All logs of a case. */
function logOf(folder: string): string {
  const logs = path.join(folder, 'logs');
  const names = readdirSync(folder).includes('logs') ? readdirSync(logs) : [];
  return names.map((name) => readFileSync(path.join(logs, name), 'utf8')).join('\n');
}
