import { expect, test } from '@jest/globals';
import type { Report } from '../../src/domain/report/report.js';
import { runProgram } from '../bad-input/run-program.js';

const AT = '2026-03-01T11:59:00Z';

async function seenOf(name: string, ...more: readonly string[]): Promise<string> {
  const { stdout } = await runProgram(['pod', '-f', `fixtures/cases/${name}`, ...more], {
    cwd: process.cwd(),
  });
  return stdout;
}

test.each([
  ['recorded-oom-child', 'A child process was killed with SIGKILL, for memory at the limit of 48Mi'],
  [
    'recorded-haproxy-unknown-keyword',
    "HAProxy cannot use its configuration at /tmp/h.cfg:3: unknown keyword 'defalt_backend' in 'frontend' section; did you mean 'default_backend' maybe ?",
  ],
  [
    'poststart-hook-failed--waiting',
    "Its postStart hook failed, so the kubelet killed it: command '/bin/register' exited with 1",
  ],
  [
    'nodejs-programming-error--behind-a-heading',
    "Unhandled JavaScript error: TypeError: Cannot read properties of undefined (reading 'id')",
  ],
  ['nodejs-port-in-use--node-red', 'The address http://127.0.0.1:1880/ is already in use'],
  [
    'beam-argument--bootfile',
    'The Erlang VM was started with an argument that it cannot use: cannot get bootfile /opt/tariffs/releases/2/start.boot',
  ],
  [
    'go-config-parse',
    'A configuration of it cannot be read: yaml: unmarshal errors: line 7: field retentoin not found in type config.Config',
  ],
])('the headline of %s', async (name, title) => {
  const { pods } = JSON.parse(await seenOf(name, '-o', 'json')) as Report;
  expect(pods[0]?.containers.flatMap(({ diagnoses }) => diagnoses)[0]?.title).toBe(title);
});

test('a lower rank about another instance goes on in the same sentence', async () => {
  const message = 'configmap "settings" not found';
  const terminated = { exitCode: 137, reason: 'OOMKilled', startedAt: AT, finishedAt: AT };
  const stdin = JSON.stringify({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { containers: [{ name: 'app', image: 'x:1', resources: { limits: { memory: '64Mi' } } }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'app',
          ready: false,
          restartCount: 1,
          state: { waiting: { reason: 'CreateContainerConfigError', message } },
          lastState: { terminated },
        },
      ],
    },
  });
  const { stdout } = await runProgram(['pod', '-f', '-'], { stdin });
  expect(stdout).toContain('2. Its last end: it needs more memory');
});

test('what shows that a line was got over is told against it, and no number beside it', async () => {
  const shown = await seenOf('vault-agent-login-refused');
  expect(shown).toContain('against   it began anew after that   log vault-agent-init:7\n     do ');
});

test('an init container that met a port in use is compared with all containers of the pod', async () => {
  const container = { name: 'proxy', image: 'x:1', restartPolicy: 'Always' };
  const message = 'listen tcp :8080: bind: address already in use';
  const terminated = { exitCode: 1, reason: 'Error', message, startedAt: AT, finishedAt: AT };
  const stdin = JSON.stringify({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      initContainers: [container],
      containers: [{ name: 'app', image: 'x:1', ports: [{ containerPort: 8080 }] }],
    },
    status: {
      phase: 'Pending',
      initContainerStatuses: [{ name: 'proxy', ready: false, restartCount: 0, state: { terminated } }],
    },
  });
  const { stdout } = await runProgram(['pod', '-f', '-'], { stdin });
  expect(stdout).toContain('The address :8080 is already in use');
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'See which ports the containers of the pod name: app 8080; it has a network of its own',
  );
});
