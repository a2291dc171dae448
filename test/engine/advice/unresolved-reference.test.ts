import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { asObjects, at } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is said of a container that logged `line` and ended with 1, and has this in its spec. */
async function told(line: string, spec: JsonObject): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/python-module-missing');
  const podSpec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(podSpec, 'containers'));
  const logs = snapshot.logs.map((log) => ({ ...log, lines: [line] }));
  const pod = { ...snapshot.pod, spec: { ...podSpec, containers: [{ ...container, ...spec }] } };
  const diagnoses = diagnosesOf(reportPod({ ...snapshot, pod, logs }, rules));
  expect(diagnoses.length).toBeGreaterThan(0);
  return diagnoses
    .flatMap(({ evidence, remediation }) => [
      ...evidence.map(({ fact }) => fact),
      ...remediation.map((step) => step.do),
    ])
    .join('\n');
}

const LEFT = /\$\(DB_HST\) names no variable that the container has by then, so Kubernetes left it as it is/;
const LINE = 'Error: getaddrinfo ENOTFOUND $(DB_HST)';

test.each<[string, JsonObject]>([
  ['of an argument', { args: ['--db', '$(DB_HST)'], env: [{ name: 'DB_HOST', value: 'db' }] }],
  ['of a variable', { env: [{ name: 'DB', value: '$(DB_HST):5432' }] }],
  [
    'that comes too late',
    {
      env: [
        { name: 'DB', value: '$(DB_HST)' },
        { name: 'DB_HST', value: 'db' },
      ],
    },
  ],
])('a reference %s that nothing resolves is told', async (_, spec) => {
  expect(await told(LINE, spec)).toMatch(LEFT);
});

test.each<[string, string, JsonObject]>([
  ['it is resolved', LINE, { args: ['$(DB_HST)'], env: [{ name: 'DB_HST', value: '$$(DB_HST)' }] }],
  ['it is escaped', LINE, { args: ['$$(DB_HST)'] }],
  ['it may come from an object', LINE, { args: ['$(DB_HST)'], envFrom: [{ configMapRef: { name: 'x' } }] }],
  ['it is a script', LINE, { command: ['sh', '-c', 'connect $(DB_HST)'] }],
  ['the program does not meet it', 'Error: getaddrinfo ENOTFOUND db', { args: ['$(DB_HST)'] }],
  [
    'it is a Service',
    'Error: getaddrinfo ENOTFOUND $(REDIS_SERVICE_HOST)',
    { args: ['$(REDIS_SERVICE_HOST)'] },
  ],
])('not where %s', async (_, line, spec) => {
  expect(await told(line, spec)).not.toMatch(/names no variable/);
});

test.each<[string, string, JsonObject, RegExp]>([
  [
    'braces',
    'Error: getaddrinfo ENOTFOUND ${DB_HOST}',
    { args: ['--db', '${DB_HOST}'] },
    /\$\{DB_HOST\} stands so in the pod, and no shell reads it there[\s\S]*Write \$\(DB_HOST\), which Kubernetes itself puts in/,
  ],
  [
    'arguments of a program whose -c is no shell',
    "ValueError: invalid literal for int() with base 10: '${PORT}'",
    { command: ['python3', '-c', 'import app', '${PORT}'] },
    /\$\{PORT\} stands so in the pod, and no shell reads it there/,
  ],
  [
    'a command of a shell',
    'Error: invalid option -n `nproc`',
    { command: ['server', '-n', '`nproc`'] },
    /`nproc` stands so in the pod, and no shell reads it there[\s\S]*Wrap the command in sh -c/,
  ],
])('%s that only a shell would read are told', async (_, line, spec, words) => {
  expect(await told(line, spec)).toMatch(words);
});

test.each<[string, JsonObject]>([
  ['a shell reads them', { command: ['sh', '-c', 'connect ${DB_HOST}'] }],
  ['the pod does not have them', { args: ['--db', 'db'] }],
])('not where %s', async (_, spec) => {
  expect(await told('Error: getaddrinfo ENOTFOUND ${DB_HOST}', spec)).not.toMatch(/stands so in the pod/);
});
