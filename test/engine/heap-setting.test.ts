import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/domain/values/json.js';
import { diagnosePod } from '../../src/engine/index.js';
import { loadRulebook } from '../../src/rulebook/catalogue.js';
import { crashLoop, ended, pod, snapshot } from '../support/pods.js';

const rules = await loadRulebook();

/** What is told and advised of a container of 512Mi that was killed for memory. */
function told(spec: JsonObject): { facts: string[]; steps: string[] } {
  const container = { ...spec, resources: { limits: { memory: '512Mi' } } };
  const raw = pod(crashLoop(ended(137, 'OOMKilled', 60, 600)), { container });
  const first = diagnosePod(snapshot(raw), rules).containers.get('app')?.diagnoses[0];
  expect(first?.cause).toBe('oom-limit');
  return {
    facts: first?.evidence.map(({ fact, at }) => `${fact} (${at})`) ?? [],
    steps: first?.remediation.map((step) => step.do) ?? [],
  };
}

const env = (name: string, value: string): JsonObject => ({ name, value });

test.each<[string, JsonObject, string]>([
  [
    'the command line',
    { command: ['java', '-Xms64m', '-Xmx2g', '-jar', 'a.jar'] },
    '-Xmx2g lets the heap alone grow to 2Gi; the limit of the whole container is 512Mi (spec.containers[0].command)',
  ],
  [
    'a script',
    { command: ['sh', '-c'], args: ['exec java -Xmx512m -jar a.jar'] },
    '-Xmx512m lets the heap alone grow to 512Mi; the limit of the whole container is 512Mi (spec.containers[0].args)',
  ],
  [
    'a variable, the last of two flags',
    { env: [env('A', 'b'), env('JAVA_TOOL_OPTIONS', '-Xmx256m -XX:MaxHeapSize=1073741824')] },
    '-XX:MaxHeapSize=1073741824 lets the heap alone grow to 1Gi; the limit of the whole container is 512Mi (spec.containers[0].env[1])',
  ],
  [
    'Node',
    { env: [env('NODE_OPTIONS', '--max-old-space-size=4096')] },
    '--max-old-space-size=4096 lets the heap alone grow to 4Gi; the limit of the whole container is 512Mi (spec.containers[0].env[0])',
  ],
])('a heap that may outgrow the limit is told: %s', (_, spec, fact) => {
  const { facts, steps } = told(spec);
  expect(facts).toContain(fact);
  expect(steps).toContainEqual(expect.stringMatching(/^Lower -\S+ to well below the memory limit/));
});

test.each<[string, JsonObject]>([
  ['below the limit', { command: ['java', '-Xmx384m', '-jar', 'a.jar'] }],
  ['of several one fits', { args: ['-Xmx384m'], env: [env('JAVA_TOOL_OPTIONS', '-Xmx2g')] }],
  ['the last of one text fits', { args: ['-Xmx2g', '-Xmx256m'] }],
  ['another flag', { args: ['--cache-Xmx2g', '-Xms2g', '-Xss2m'] }],
  ['a variable from elsewhere', { env: [{ name: 'JAVA_TOOL_OPTIONS', valueFrom: { secretKeyRef: {} } }] }],
])('none is told where it is not known to be too large: %s', (_, spec) => {
  const { facts, steps } = told(spec);
  expect([...facts, ...steps].join('\n')).not.toMatch(/heap/);
});
