import { expect, test } from '@jest/globals';
import { LOOKED_UP } from '../../../src/engine/texts/text-variables.js';
import { VARIABLE_NAMES } from '../../../src/rulebook/variable-names.js';

/** What matchers and advice hand over beside the groups of patterns, and paths in the words of the manifest. */
const TOLD_BY_MATCHERS = [
  ...['line', 'toldReason', 'reference', 'referenceKind', 'alsoMissing', 'alsoUnbound'],
  ...['nodeTrouble', 'troubledNode', 'worker', 'workers', 'subPathConfigMap', 'subPathKey', 'lastWordsFile'],
];

test('every variable that a rule may name is looked up, or told by what matched', () => {
  const unknown = VARIABLE_NAMES.filter((name) => !LOOKED_UP.has(name));
  expect([...unknown].sort()).toEqual([...TOLD_BY_MATCHERS].sort());
});
