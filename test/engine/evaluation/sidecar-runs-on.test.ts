import { expect, test } from '@jest/globals';
import { asObjects, at, type JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** How sure it is told that the container runs on, when it is changed so, and so many minutes later. */
async function confidence(changed: JsonObject, minutes = 0, policy = 'Never'): Promise<string | undefined> {
  const snapshot = await readFolder('fixtures/cases/sidecar-runs-on');
  const spec = snapshot.pod['spec'] as JsonObject;
  const containers = asObjects(at(spec, 'containers')).map((each) =>
    each['name'] === 'cloud-sql-proxy' ? { ...each, ...changed } : each,
  );
  const status = snapshot.pod['status'] as JsonObject;
  const name = changed['name'] ?? 'cloud-sql-proxy';
  const containerStatuses = asObjects(at(status, 'containerStatuses')).map((each) =>
    each['name'] === 'cloud-sql-proxy' ? { ...each, name } : each,
  );
  const pod = {
    ...snapshot.pod,
    spec: { ...spec, containers, restartPolicy: policy },
    status: { ...status, containerStatuses },
  };
  const report = reportPod({ ...snapshot, pod, now: snapshot.now + minutes * 60_000 }, rules);
  return diagnosesOf(report).find(({ ruleId }) => ruleId === 'sidecar-runs-on')?.confidence;
}

const WORKER = { name: 'import', image: 'shop/import:1', command: ['/app/import'] };

test.each<[string, JsonObject]>([
  ['its name', { name: 'istio-proxy', image: 'x', command: ['/x'] }],
  ['its image', { ...WORKER, image: 'docker.io/fluent/fluent-bit:3.1@sha256:0a' }],
])('a container that serves others by %s is told two minutes after their end', async (_, changed) => {
  expect(await confidence(changed)).toBe('likely');
});

test.each<[string, JsonObject]>([
  ['its probe', { ...WORKER, readinessProbe: { tcpSocket: { port: 1 } } }],
  ['its ports', { ...WORKER, ports: [{ containerPort: 9090 }] }],
  ['its endless command', { ...WORKER, command: ['tail', '-F', '/var/log/app.log'] }],
  ['a name that may be a worker', { ...WORKER, name: 'exporter' }],
])('one that may do so by %s is possible, after ten', async (_, changed) => {
  expect(await confidence(changed)).toBeUndefined();
  expect(await confidence(changed, 10)).toBe('possible');
});

test('a second worker, and a pod whose containers are started again, are not told', async () => {
  expect(await confidence(WORKER, 60)).toBeUndefined();
  expect(await confidence({}, 60, 'Always')).toBeUndefined();
});
