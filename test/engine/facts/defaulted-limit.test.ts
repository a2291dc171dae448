import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

test.each([
  [
    'LimitRanger plugin set: cpu, memory request for container app; cpu, memory limit for container app',
    true,
  ],
  ['LimitRanger plugin set: memory limit for container proxy; memory limit for container app', true],
  ['LimitRanger plugin set: memory request for container app; cpu limit for container app', false],
  ['LimitRanger plugin set: memory limit for container app-2', false],
  ['', false],
])('"%s": a LimitRange set the memory limit of app: %s', async (note, isSaid) => {
  const snapshot = await readFolder('fixtures/cases/oom-limit-at-start');
  const metadata = {
    ...(snapshot.pod['metadata'] as JsonObject),
    annotations: { 'kubernetes.io/limit-ranger': note },
  };
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod: { ...snapshot.pod, metadata } }, rules));
  expect(first?.ruleId).toBe('oom-limit-at-start');
  const facts = first?.evidence.map(({ fact }) => fact).join('\n') ?? '';
  const commands = first?.remediation.map(({ command }) => command).join('\n') ?? '';
  expect(facts.includes('set by a LimitRange of the namespace')).toBe(isSaid);
  expect(commands.includes('kubectl describe limitranges -n ')).toBe(isSaid);
});
