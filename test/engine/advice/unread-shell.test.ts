import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { asObjects, at } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is said of the container of a case that has this in its spec as well. */
async function told(folder: string, spec: JsonObject): Promise<string> {
  const snapshot = await readFolder(`fixtures/cases/${folder}`);
  const podSpec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(podSpec, 'containers'));
  const pod = { ...snapshot.pod, spec: { ...podSpec, containers: [{ ...container, ...spec }] } };
  const diagnoses = diagnosesOf(reportPod({ ...snapshot, pod }, rules));
  expect(diagnoses.length).toBeGreaterThan(0);
  return diagnoses.flatMap(({ evidence }) => evidence.map(({ fact }) => fact)).join('\n');
}

function probe(...command: readonly string[]): JsonObject {
  return { exec: { command } };
}

test.each<[string, string, JsonObject, RegExp]>([
  [
    'readiness probe',
    'readiness-probe-failing',
    { readinessProbe: probe('cat', '/ready', '&&', 'true') },
    /no shell reads its command: && is handed to cat/,
  ],
  [
    'liveness probe',
    'liveness-probe-kill',
    { livenessProbe: probe('curl', '-f', 'localhost', '||', 'exit', '1') },
    /\|\| is handed to curl/,
  ],
  [
    'postStart hook',
    'poststart-hook-failed',
    { lifecycle: { postStart: probe('echo', 'up', '>', '/tmp/up') } },
    /> is handed to echo/,
  ],
  [
    'command',
    'usage-error',
    { command: ['/app', 'serve'], args: ['|', 'tee', '/tmp/log'] },
    /\| is handed to \/app/,
  ],
  [
    'script',
    'completed-and-restarted',
    { command: ['sh', '-c'], args: ['cd /srv', '&&', './run'] },
    /sh takes the one word behind -c as its script, here "cd \/srv"; && and what follows do nothing/,
  ],
  [
    'script whose program stands behind it',
    'usage-error',
    { command: ['sh', '-c', 'server', '--port', '80'] },
    /sh takes the one word behind -c as its script, here "server", and hands it nothing of --port and what follows/,
  ],
])('what no shell reads is told of a %s', async (_, folder, spec, words) => {
  expect(await told(folder, spec)).toMatch(words);
});

test.each<[string, string, JsonObject]>([
  ['a shell reads it', 'completed-and-restarted', { command: ['sh', '-c', 'cd /srv && ./run'] }],
  [
    'it is an argument of the script',
    'completed-and-restarted',
    { command: ['sh', '-c', './run "$@"', 'run', 'a&b'] },
  ],
  ['it is a parameter of the script', 'usage-error', { command: ['sh', '-c', '"$0" "$@"', 'server', '-v'] }],
  ['it is the name of the script', 'usage-error', { command: ['sh', '-c', 'server', 'sh'] }],
  ['the program takes it', 'usage-error', { command: ['test', '2', '>', '1'] }],
  ['another probe failed', 'liveness-probe-kill', { readinessProbe: probe('cat', '/ready', '&&', 'true') }],
  ['memory was the cause', 'oom-limit-exceeded', { command: ['/app', '>', '/tmp/log'] }],
])('nothing is told of a shell where %s', async (_, folder, spec) => {
  expect(await told(folder, spec)).not.toMatch(/no shell reads|behind -c/);
});
