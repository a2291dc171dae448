import { expect, test } from '@jest/globals';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../support/pods.js';

const rules = await loadRulebook();

/** What is advised where the program says so of a setting. */
function advised(line: string): string {
  const [first] = diagnosesOf(reportPod(snapshot(pod(crashLoop(ended(1))), { logs: [log([line])] }), rules));
  expect(first?.ruleId).toBe('setting-missing');
  return first?.remediation.map(({ do: words, command }) => `${words} ${command ?? ''}`).join('\n') ?? '';
}

const KEY = 'in the configuration that it reads';

test.each([
  ['failed to create bucket client: no s3 endpoint in config file', `Set s3 endpoint ${KEY}`],
  ['level=fatal msg="queue.url must be set" component=config', `Set queue.url ${KEY}`],
])('a key that only a file holds is not set with kubectl: %s', (line, words) => {
  expect(advised(line)).toContain(words);
  expect(advised(line)).not.toContain('kubectl set env deployment');
});

test('a variable of the environment is', () => {
  const said = advised('error: REPORT_BUCKET is not set');
  expect(said).toContain('Set the variable REPORT_BUCKET in the template');
  expect(said).not.toContain(KEY);
});
