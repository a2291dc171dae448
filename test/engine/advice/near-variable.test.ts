import { expect, test } from '@jest/globals';
import { asObjects, at, type JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is said of a Python program that misses SERVER_PORT and has this in its spec. */
async function told(spec: JsonObject): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/python-env-missing');
  const podSpec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(podSpec, 'containers'));
  const lines = ['  File "<frozen os>", line 679, in __getitem__', "KeyError: 'SERVER_PORT'"];
  const logs = snapshot.logs.map((log) => ({ ...log, lines }));
  const pod = { ...snapshot.pod, spec: { ...podSpec, containers: [{ ...container, ...spec }] } };
  const references = [
    { kind: 'ConfigMap' as const, name: 'app', exists: true, keys: ['server.port', 'mode'] },
  ];
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod, logs, references }, rules));
  const steps = (first?.remediation ?? []).map((step) => step.do);
  return [...(first?.evidence ?? []).map(({ fact }) => fact), ...steps].join('\n');
}

test('a key of envFrom that is spelt otherwise is told', async () => {
  const words = await told({ env: [], envFrom: [{ configMapRef: { name: 'app' } }] });
  expect(words).toContain(
    'the ConfigMap app in envFrom gives it server.port, which is another name than SERVER_PORT',
  );
  expect(words).toContain('Call server.port SERVER_PORT where it is set');
});

test('so is a variable in other letters', async () => {
  expect(await told({ env: [{ name: 'ServerPort', value: '1' }] })).toContain('env gives it ServerPort');
});

test.each<[string, JsonObject]>([
  ['it is set', { env: [{ name: 'SERVER_PORT', value: '' }], envFrom: [{ configMapRef: { name: 'app' } }] }],
  ['nothing is alike', { env: [{ name: 'SERVER_PORTS', value: '1' }] }],
])('not where %s', async (_, spec) => {
  expect(await told(spec)).not.toContain('another name than');
});
