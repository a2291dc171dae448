import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { diagnosePod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, pod, snapshot } from '../../support/pods.js';

const rules = await loadRulebook();

/** The commands that a user is given, a line each. */
function commands(status: JsonObject, container: JsonObject, lines: readonly string[] = []): string {
  const raw = pod(status, { container });
  const logs = lines.length === 0 ? [] : [log(lines)];
  const first = diagnosePod(snapshot(raw, { logs }), rules).containers.get('app')?.diagnoses[0];
  return (first?.remediation ?? []).flatMap(({ command }) => command ?? []).join('\n');
}

const UNSET = ['required key API_TOKEN missing value'];
const LIST = 'kubectl set env pod/web-7c9 -n shop -c app --list';

test('variables are listed where the container is given some', () => {
  const env = [{ name: 'HOST', value: 'a' }];
  const envFrom = [{ configMapRef: { name: 'settings' } }];
  expect(commands(crashLoop(ended(1)), { env }, UNSET)).toContain(LIST);
  expect(commands(crashLoop(ended(1)), { envFrom }, UNSET)).toContain(LIST);
  expect(commands(crashLoop(ended(1)), {}, UNSET)).not.toContain(LIST);
});

test('the use of memory is looked at while the container runs', () => {
  const container = { resources: { limits: { memory: '48Mi' } } };
  const killed = ended(137, 'OOMKilled', 60, 7200);
  const running = { state: { running: {} }, lastState: { terminated: killed }, restartCount: 1 };
  expect(commands(running, container)).toContain('kubectl top pod web-7c9 ');
  expect(commands(crashLoop(killed), container)).not.toContain('kubectl top');
});
