import { expect, test } from '@jest/globals';
import { causeOf } from '../../support/first-told.js';
import { LINE_BEGINNINGS, repeated } from '../../support/hostile-runs.js';

test.each(LINE_BEGINNINGS)('among long lines of %j the one that says why it ended is found', (run) => {
  const lines = Array.from({ length: 40 }, () => `ERROR: ${repeated(run, 4096)}`);
  expect(causeOf(...lines, 'java.lang.OutOfMemoryError: Java heap space')).toBe('heap-exhausted');
});
