import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { diagnosePod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../support/pods.js';

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
  ['a program without one', { command: ['nginx'], envFrom: [{ configMapRef: { name: 'web' } }] }],
])('none is told where it is not known to be too large: %s', (_, spec) => {
  const { facts, steps } = told(spec);
  expect([...facts, ...steps].join('\n')).not.toMatch(/heap/);
});

test.each<[string, JsonObject, string, RegExp]>([
  [
    'a ConfigMap whole',
    { command: ['java', '-jar', 'a.jar'], envFrom: [{ configMapRef: { name: 'jvm' } }] },
    'ConfigMap jvm',
    /^kubectl get configmap jvm -n shop -o yaml$/,
  ],
  [
    'a key of a Secret',
    { env: [{ name: 'NODE_OPTIONS', valueFrom: { secretKeyRef: { name: 'web', key: 'o' } } }] },
    'Secret web',
    /^kubectl describe secret web -n shop$/,
  ],
  [
    'a name that is none, read from a file',
    { command: ['java', '-jar', 'a.jar'], envFrom: [{ configMapRef: { name: 'a; reboot' } }] },
    'ConfigMap a; reboot',
    /^kubectl get configmap 'a; reboot' -n shop -o yaml$/,
  ],
  [
    'two keys of one object',
    {
      command: ['java', '-jar', 'a.jar'],
      env: ['JAVA_OPTS', 'JAVA_TOOL_OPTIONS'].map((name) => ({
        name,
        valueFrom: { configMapKeyRef: { name: 'jvm', key: name } },
      })),
    },
    'ConfigMap jvm',
    /^kubectl get configmap jvm -n shop -o yaml$/,
  ],
])('what may set a heap and is not read is told as not seen: %s', (_, spec, from, command) => {
  const container = { ...spec, resources: { limits: { memory: '512Mi' } } };
  const raw = pod(crashLoop(ended(137, 'OOMKilled', 60, 600)), { container });
  const first = diagnosePod(snapshot(raw), rules).containers.get('app')?.diagnoses[0];
  expect(first?.missing.map(({ name }) => name)).toContain(from);
  expect(first?.remediation[0]?.command).toMatch(command);
});

/** What is advised to be changed about a program that filled its heap, as a user reads it. */
function raised(line: string, spec: JsonObject, memory: string | undefined = '1Gi'): string {
  const container = { ...spec, resources: { limits: { memory } } };
  const raw = pod(crashLoop(ended(1)), { container });
  const owners = [{ kind: 'Deployment', name: 'web' }];
  const { containers } = diagnosePod(snapshot(raw, { logs: [log([line])], owners }), rules);
  const first = containers.get('app')?.diagnoses[0];
  expect(first?.cause).toBe('heap-exhausted');
  const changes = first?.remediation.filter(({ effect }) => effect === 'mutating') ?? [];
  return changes.map((step) => `${step.do}: ${step.command ?? ''}`).join('\n');
}

const V8 = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
const JVM = 'Exception in thread "main" java.lang.OutOfMemoryError: Java heap space';

test('a heap that the spec sets is raised there: a flag of the command beats a variable', () => {
  expect(raised(V8, { command: ['node', '--max-old-space-size=48', 'a.js'] })).toBe(
    'Raise --max-old-space-size=48 (spec.containers[0].command), and keep it well below the memory limit: kubectl edit deployment/web -n shop',
  );
  expect(raised(JVM, { env: [env('JAVA_TOOL_OPTIONS', '-javaagent:a.jar -XX:MaxRAMPercentage=40.0')] })).toBe(
    'Raise -XX:MaxRAMPercentage=40.0 (spec.containers[0].env[0]), and the memory limit with it: kubectl edit deployment/web -n shop',
  );
});

test('a heap that nothing sets gets three quarters of the memory limit', () => {
  expect(raised(V8, {})).toMatch(
    /none that is seen: kubectl set env .* NODE_OPTIONS=--max-old-space-size=768$/,
  );
  expect(raised(JVM, {})).toMatch(/: kubectl set env .* JAVA_TOOL_OPTIONS=-XX:MaxRAMPercentage=75$/);
});

test('where the values of a ConfigMap may set it, that is said and no size is advised', () => {
  expect(raised(V8, { envFrom: [{ configMapRef: { name: 'web' } }] })).toMatch(
    /none that is seen; what comes from ConfigMap web was not read and may set one: $/,
  );
});

test('no size is advised without a memory limit, nor where a variable would lose what it holds', () => {
  const nothing = /^Raise the [^\n]+ none that is seen: $/;
  expect(raised(V8, {}, '')).toMatch(nothing);
  expect(raised(V8, { env: [env('NODE_OPTIONS', '--require ./trace.js')] })).toMatch(nothing);
  expect(raised(JVM, { env: [env('JAVA_TOOL_OPTIONS', '-javaagent:a.jar')] })).toMatch(nothing);
});
