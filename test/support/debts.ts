import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What does not yet hold to a check that everything new must hold to: names, one a line, sorted. It only shrinks. */
export function readDebts(list: 'own-example'): ReadonlySet<string> {
  const file = path.resolve('test/debts', `${list}.txt`);
  return new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean));
}
