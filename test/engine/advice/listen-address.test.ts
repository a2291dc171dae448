import { expect, test } from '@jest/globals';
import { asObjects, at, type JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is said first of a container whose readiness probe finds nobody at port 8080 of the pod. */
async function told(lines: readonly string[], spec: JsonObject = {}): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/readiness-probe-failing--refused');
  const podSpec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(podSpec, 'containers'));
  const [log] = snapshot.logs;
  const logs = log === undefined ? [] : [{ ...log, lines }];
  const pod = { ...snapshot.pod, spec: { ...podSpec, containers: [{ ...container, ...spec }] } };
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod, logs }, rules));
  const steps = (first?.remediation ?? []).map((step) => step.do);
  return [...(first?.evidence ?? []).map(({ fact }) => fact), ...steps].join('\n');
}

test.each([
  '2026/03/02 09:12:00 listening on :3000',
  'Server listening on port 3000',
  'Tomcat started on port(s): 3000 (http) with context path',
  '{"level":"info","msg":"listening on 0.0.0.0:3000"}',
  'Listening on http://[::]:3000',
  'i.m.runtime.Micronaut Startup completed in 2253ms. Server Running: http://shop-0:3000',
])('a program that says that it listens on another port: %s', async (line) => {
  const words = await told(['starting', line]);
  expect(words).toMatch(/the probe asks port 8080, and the program says that it listens on 3000/);
  expect(words).toMatch(/Where 3000 is the port that serves, let the probe ask that/);
});

test.each([
  '[2026-03-02 09:12:00 +0000] [1] [INFO] Listening at: http://127.0.0.1:8080 (1)',
  'INFO:     Uvicorn running on http://127.0.0.1:8080 (Press CTRL+C to quit)',
  'Now listening on: http://localhost:8080',
])('a program that says that it listens on the loopback address: %s', async (line) => {
  const words = await told([line]);
  expect(words).toMatch(/it listens on the loopback address alone/);
  expect(words).toMatch(/Let it listen on all addresses/);
});

test('of a kill the event of the probe tells the port that it asked', async () => {
  const snapshot = await readFolder('fixtures/cases/liveness-probe-kill--other-port');
  const [first] = diagnosesOf(reportPod(snapshot, rules));
  expect(first?.ruleId).toBe('liveness-probe-kill');
  expect((first?.evidence ?? []).map(({ fact }) => fact).join('\n')).toMatch(
    /the probe asks port 28081, and the program says that it listens on 8080/,
  );
});

test('a program whose command binds it to the loopback address', async () => {
  const words = await told(['Ready to accept connections'], { command: ['server', '--host=127.0.0.1'] });
  expect(words).toMatch(/it listens on the loopback address alone: its command says --host=127\.0\.0\.1/);
});

test.each([
  ['it listens where the probe asks', ['listening on :8080']],
  ['only its metrics are served elsewhere', ['serving metrics on :9090']],
  ['it says nothing of it', ['connected to the database at 10.0.0.7:5432']],
])('nothing where %s', async (_, lines) => {
  expect(await told(lines)).not.toMatch(/says that it listens|loopback address alone/);
});
