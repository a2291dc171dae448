import { expect, test } from '@jest/globals';
import { reportPod } from '../../src/engine/index.js';
import { loadRulebook } from '../../src/rulebook/catalogue.js';
import { LINE_BEGINNINGS, repeated } from '../support/hostile-runs.js';
import { crashLoop, ended, log, pod, snapshot } from '../support/pods.js';

const rules = await loadRulebook();

test.each(LINE_BEGINNINGS)('among long lines of %j the one that says why it ended is found', (run) => {
  const lines = Array.from({ length: 40 }, () => `ERROR: ${repeated(run, 4096)}`);
  const last = 'java.lang.OutOfMemoryError: Java heap space';
  const subject = snapshot(pod(crashLoop(ended(1))), { logs: [log([...lines, last])] });
  expect(reportPod(subject, rules).containers[0]?.diagnoses[0]?.cause).toBe('heap-exhausted');
});
