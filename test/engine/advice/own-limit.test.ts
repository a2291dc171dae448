import { expect, test } from '@jest/globals';
import { asObjects, at, type JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

/** What is said first of a container that logged `line`, ended with 1 and was started by a script. */
async function told(line: string, script: string): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/python-module-missing');
  const podSpec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(podSpec, 'containers'));
  const logs = snapshot.logs.map((log) => ({ ...log, lines: [line] }));
  const spec = { ...container, command: ['sh', '-c', script] };
  const pod = { ...snapshot.pod, spec: { ...podSpec, containers: [spec] } };
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod, logs }, rules));
  const steps = (first?.remediation ?? []).map((step) => step.do);
  return [...(first?.evidence ?? []).map(({ fact }) => fact), ...steps].join('\n');
}

test.each([
  [
    'open files',
    'Error: EMFILE: too many open files, open /etc/hosts',
    'ulimit -n 24; exec node app.js',
    '-n 24',
  ],
  ['the size of a file', 'OSError: [Errno 27] File too large', 'ulimit -Sf 16 && python app.py', '-Sf 16'],
  ['memory', 'MemoryError', 'ulimit -c 0\nulimit -v 300000\nexec python app.py', '-v 300000'],
])('a limit of %s that its command sets is told', async (_, line, script, limit) => {
  const words = await told(line, script);
  expect(words).toContain(`its command sets this limit itself: ulimit ${limit}`);
  expect(words).toContain(`Take ulimit ${limit} out of the command`);
});

test.each([
  ['another limit', 'Error: EMFILE: too many open files, open /etc/hosts', 'ulimit -u 24; exec node app.js'],
  ['none', 'MemoryError', 'ulimit -v unlimited; exec python app.py'],
])('not where the command sets %s', async (_, line, script) => {
  expect(await told(line, script)).not.toContain('sets this limit itself');
});
