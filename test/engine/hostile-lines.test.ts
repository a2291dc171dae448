import { expect, test } from '@jest/globals';
import { reportPod } from '../../src/engine/index.js';
import { loadRulebook } from '../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../support/pods.js';

const rules = await loadRulebook();

test.each(['ERROR(', 'ERROR [', 'A-', 'a', '-', ' ', 'at a.b(c', 'login refused: ', '"a":"'])(
  'a log of long lines of %j is judged in time',
  (run) => {
    const lines = Array.from({ length: 40 }, () => `ERROR: ${run.repeat(4096 / run.length)}`);
    const subject = snapshot(pod(crashLoop(ended(1))), { logs: [log(lines)] });
    const start = process.cpuUsage().user;
    reportPod(subject, rules);
    expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(3);
  },
);
