import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../support/pods.js';

const rulebook = await loadRulebook();

/** The evidence for the first diagnosis of a program that misses a file, by what is mounted. */
function evidence(volumes: readonly JsonObject[], volumeMounts: readonly JsonObject[]): readonly string[] {
  const raw = pod(crashLoop(ended(1)), {
    container: { volumeMounts: [...volumeMounts] },
    spec: {
      volumes: [...volumes],
      containers: [{ name: 'app', image: 'shop/web:1', volumeMounts: [...volumeMounts] }],
    },
  });
  const logs = [
    log(['2026/03/01 11:58:59 load config: open /etc/app/config.json: no such file or directory']),
  ];
  const [first] = reportPod(snapshot(raw, { logs }), rulebook).containers[0]?.diagnoses ?? [];
  expect(first?.ruleId).toBe('go-file-missing');
  return (first?.evidence ?? []).map((e) => e.fact).filter((fact) => fact.includes('is mounted from'));
}

test.each([
  [
    { configMap: { name: 'conf', optional: true } },
    'the ConfigMap conf (read-only), which is optional and may be missing',
  ],
  [{ secret: { secretName: 'keys' } }, 'the Secret keys (read-only)'],
  [{ persistentVolumeClaim: { claimName: 'data' } }, 'the claim data'],
  [{ hostPath: { path: '/srv/app' } }, '/srv/app of the node'],
  [{ emptyDir: {} }, 'an emptyDir, which starts empty'],
])('a file that is missing below a mount: told is %j', (source, told) => {
  expect(evidence([{ name: 'v', ...source }], [{ name: 'v', mountPath: '/etc/app/' }])).toEqual([
    `/etc/app is mounted from ${told}`,
  ]);
});

test('the nearest mount is told, and none that only begins alike or whose volume is unknown', () => {
  const volumes = [
    { name: 'outer', emptyDir: {} },
    { name: 'inner', configMap: { name: 'conf' } },
  ];
  expect(
    evidence(volumes, [
      { name: 'outer', mountPath: '/etc' },
      { name: 'inner', mountPath: '/etc/app/config.json', subPath: 'config.json' },
    ]),
  ).toEqual(['/etc/app/config.json is mounted from the ConfigMap conf (read-only), its subPath config.json']);
  expect(evidence(volumes, [{ name: 'outer', mountPath: '/etc/app/config' }])).toEqual([]);
  expect(evidence([], [{ name: 'gone', mountPath: '/etc/app' }])).toEqual([]);
});

test('what a mount holds does not matter where it hides the loader of a program', () => {
  const app = { name: 'app', image: 'a', volumeMounts: [{ name: 'l', mountPath: '/lib64' }] };
  const raw = pod(crashLoop(ended(1)), {
    spec: { volumes: [{ name: 'l', emptyDir: {} }], containers: [app] },
  });
  const logs = [log(['exec /usr/bin/tool: no such file or directory'])];
  const [first] = reportPod(snapshot(raw, { logs }), rulebook).containers[0]?.diagnoses ?? [];
  expect(first?.title).toMatch(/; an emptyDir at \/lib64 hides what the image has there$/);
  expect(first?.remediation.map((step) => step.do).join('\n')).toContain('(an emptyDir at /lib64)');
});

/** The evidence for a class that is missing, by the command and the working directory. */
function ofMissingClass(spec: JsonObject, mountPath: string): readonly string[] {
  const app = { name: 'app', image: 'shop/web:1', volumeMounts: [{ name: 'v', mountPath }], ...spec };
  const raw = pod(crashLoop(ended(1)), {
    spec: { volumes: [{ name: 'v', emptyDir: {} }], containers: [app] },
  });
  const logs = [
    log([
      'Error: Could not find or load main class Main',
      'Caused by: java.lang.ClassNotFoundException: Main',
    ]),
  ];
  const [first] = reportPod(snapshot(raw, { logs }), rulebook).containers[0]?.diagnoses ?? [];
  expect(first?.cause).toBe('app-missing-module');
  return (first?.evidence ?? []).map((e) => e.fact).filter((fact) => fact.includes('is mounted from'));
}

const HIDES = '/opt/app is mounted from an emptyDir, which starts empty: it hides what the image has there';

test.each<JsonObject>([
  { command: ['java', '-cp', '/opt/app/lib', 'Main'] },
  { command: ['sh', '-c', 'exec java -cp /opt/app Main'] },
  { workingDir: '/opt/app', command: ['java', 'Main'] },
])('a mount over the folder that a program is loaded from is told: %j', (spec) => {
  expect(ofMissingClass(spec, '/opt/app')).toEqual([HIDES]);
});

test('a mount elsewhere hides nothing of the program', () => {
  expect(ofMissingClass({ command: ['java', '-cp', '/opt/app', 'Main'] }, '/opt/data')).toEqual([]);
});
