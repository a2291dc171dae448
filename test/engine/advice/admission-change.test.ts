import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { asObjects, at } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

interface Told {
  readonly facts: string;
  readonly steps: string;
}

/** What is said of a case whose pod has this in its spec, and whose owner's template, for its container, that. */
async function told(
  folder: string,
  inPod: JsonObject,
  inTemplate: JsonObject,
  owner: { readonly kind?: string; readonly container?: JsonObject } = {},
): Promise<Told> {
  const snapshot = await readFolder(`fixtures/cases/${folder}`);
  const spec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(spec, 'containers'));
  const template = { spec: { ...spec, containers: [{ ...container, ...inTemplate, ...owner.container }] } };
  const pod = { ...snapshot.pod, spec: { ...spec, containers: [{ ...container, ...inPod }] } };
  const owners = [{ kind: owner.kind ?? 'ReplicaSet', name: 'web-1', object: { spec: { template } } }];
  const diagnoses = diagnosesOf(reportPod({ ...snapshot, pod, owners }, rules));
  expect(diagnoses.length).toBeGreaterThan(0);
  return {
    facts: diagnoses.flatMap(({ evidence }) => evidence.map(({ fact }) => fact)).join('\n'),
    steps: diagnoses.flatMap(({ remediation }) => remediation.map((step) => step.do)).join('\n'),
  };
}

function limit(memory: string): JsonObject {
  return { resources: { limits: { memory } } };
}

const DIFFERS = /the template of ReplicaSet web-1: admission, or somebody since, put it there/;
const WEBHOOKS = /See which webhooks may have changed the pod/;

test.each<[string, string, JsonObject, JsonObject, RegExp]>([
  [
    'a memory limit',
    'oom-limit-exceeded',
    limit('24Mi'),
    { resources: {} },
    /resources\.limits\.memory 24Mi \(was not set\)/,
  ],
  [
    'an image',
    'image-not-found',
    { image: 'mirror.example/web:1' },
    { image: 'shop/web:1' },
    /image mirror\.example\/web:1 \(was shop\/web:1\)/,
  ],
  [
    'a command',
    'exec-not-found-in-image',
    { command: ['/agent/run'] },
    { command: ['sleep'] },
    /command \["\/agent\/run"\]/,
  ],
  [
    'a security context',
    'run-as-nonroot-refused',
    { securityContext: { runAsNonRoot: true } },
    { securityContext: {} },
    /securityContext/,
  ],
])('%s that the template has otherwise is told', async (_, folder, inPod, inTemplate, words) => {
  const { facts, steps } = await told(folder, inPod, inTemplate);
  expect(facts).toMatch(words);
  expect(facts).toMatch(DIFFERS);
  expect(steps).toMatch(WEBHOOKS);
});

test('a container that the template lacks is told', async () => {
  const { facts } = await told('python-module-missing', {}, {}, { container: { name: 'other' } });
  expect(facts).toMatch(/the container \S+ is not in the template of ReplicaSet web-1/);
});

test.each<[string, string, JsonObject, JsonObject, string | undefined]>([
  ['the template says the same', 'oom-limit-exceeded', limit('24Mi'), limit('24Mi'), undefined],
  [
    'the difference explains nothing',
    'oom-limit-exceeded',
    { ...limit('24Mi'), image: 'a:1' },
    { ...limit('24Mi'), image: 'a:2' },
    undefined,
  ],
  [
    'a variable was added that nothing names',
    'python-module-missing',
    { env: [{ name: 'TRACE_HOST', value: 'x' }] },
    {},
    undefined,
  ],
  ['the template may be newer than the pod', 'oom-limit-exceeded', limit('24Mi'), limit('48Mi'), 'DaemonSet'],
])('nothing is told of admission where %s', async (_, folder, inPod, inTemplate, kind) => {
  const { facts, steps } = await told(folder, inPod, inTemplate, kind === undefined ? {} : { kind });
  expect(facts).not.toMatch(/admission, or somebody since/);
  expect(steps).not.toMatch(WEBHOOKS);
});

const RESIZED = {
  event: { reason: 'ResizeCompleted', message: 'Pod resize completed: {}', type: 'Normal' },
  matchedBy: 'uid',
} as const;

/** What is said of a container that died of its memory limit, after a resize of its pod from what the template has. */
async function toldOfResize(inTemplate: string): Promise<Told & { readonly commands: string }> {
  const snapshot = await readFolder('fixtures/cases/oom-limit-exceeded');
  const spec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(spec, 'containers'));
  const template = { spec: { ...spec, containers: [{ ...container, ...limit(inTemplate) }] } };
  const pod = { ...snapshot.pod, spec: { ...spec, containers: [{ ...container, ...limit('24Mi') }] } };
  const owners = [{ kind: 'ReplicaSet', name: 'web-1', object: { spec: { template } } }];
  const events = [...snapshot.events, RESIZED];
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod, owners, events }, rules));
  return {
    facts: first?.evidence.map(({ fact }) => fact).join('\n') ?? '',
    steps: first?.remediation.map((step) => step.do).join('\n') ?? '',
    commands: first?.remediation.map(({ command }) => command ?? '').join('\n') ?? '',
  };
}

test('a limit that a resize lowered is no webhook’s, and a new pod has the template’s again', async () => {
  const { facts, steps, commands } = await toldOfResize('300Mi');
  expect(facts).toMatch(/24Mi \(was 300Mi\), compared with .* web-1: a resize while it ran put it there/);
  expect(steps).not.toMatch(WEBHOOKS);
  expect(commands).toContain('reason=ResizeCompleted');
  expect(commands).toContain('kubectl delete pod');
  expect(commands).not.toContain('--limits=memory');
});

test('after one that raised it, a new pod would have less', async () => {
  const { facts, commands } = await toldOfResize('16Mi');
  expect(facts).toContain('a resize while it ran');
  expect(commands).not.toContain('kubectl delete pod');
});
