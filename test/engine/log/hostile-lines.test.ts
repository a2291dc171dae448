import { expect, test } from '@jest/globals';
import { causeOf } from '../../support/first-told.js';
import { LINE_BEGINNINGS, repeated } from '../../support/hostile-runs.js';

test.each(LINE_BEGINNINGS)('among long lines of %j the one that says why it ended is found', (run) => {
  const lines = Array.from({ length: 40 }, () => `ERROR: ${repeated(run, 4096)}`);
  expect(causeOf(...lines, 'java.lang.OutOfMemoryError: Java heap space')).toBe('heap-exhausted');
});

const UNCAUGHT = 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space';

test.each<readonly [string, string, (nth: number) => string]>([
  ['items of a list', 'colours:', (nth) => `- colour number ${nth}`],
  ['lines that begin alike', 'starting', (nth) => `received order ${nth}`],
  ['lines of a difference', '@@ -1,9000 +1,9000 @@', (nth) => `+ order ${nth}`],
])('below 5,000 %s the one that says why it ended is found', (_, heading, line) => {
  const lines = Array.from({ length: 5000 }, (__, nth) => line(nth));
  expect(causeOf(heading, ...lines, UNCAUGHT)).toBe('heap-exhausted');
});
