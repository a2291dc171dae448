import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../support/pods.js';

const rules = await loadRulebook();

/** Whether a Service is named that may have set the variable which the program refuses. */
function names(line: string, container: JsonObject = {}, spec: JsonObject = {}): boolean {
  const raw = pod(crashLoop(ended(1)), { container, spec });
  const [first] = diagnosesOf(reportPod(snapshot(raw, { logs: [log([line])] }), rules));
  expect(first?.ruleId).toBe('setting-invalid');
  return first?.remediation.some((step) => step.do.includes('Service report-pool')) ?? false;
}

const REFUSED = 'invalid value for REPORT_POOL_PORT: not a number';

test('a port that the container does not set may come from a Service', () => {
  expect(names(REFUSED)).toBe(true);
  expect(names('invalid value for REPORT_POOL_SIZE: not a number')).toBe(false);
});

test.each<[string, JsonObject, JsonObject]>([
  ['the container sets it', { env: [{ name: 'REPORT_POOL_PORT', value: 'x' }] }, {}],
  ['it may come from an object', { envFrom: [{ configMapRef: { name: 'report' } }] }, {}],
  ['the pod wants no links', {}, { enableServiceLinks: false }],
])('not where %s', (_, container, spec) => {
  expect(names(REFUSED, container, spec)).toBe(false);
});
