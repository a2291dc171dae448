import path from 'node:path';
import { expect, test } from '@jest/globals';
import { diagnoseNode, diagnosesOf, diagnoseWorkload, reportPod } from '../src/engine/index.js';
import type { CauseId } from '../src/domain/rules/cause.js';
import type { Diagnosis } from '../src/domain/report/report.js';
import { loadRulebook } from '../src/rulebook/catalogue.js';
import { caseFolders } from './support/cases.js';
import { readSubject } from './support/read-folder.js';

const rules = await loadRulebook();

async function firstOf(folder: string): Promise<Diagnosis | undefined> {
  const snapshot = await readSubject(folder);
  switch (snapshot.kind) {
    case 'pod':
      return diagnosesOf(reportPod(snapshot, rules))[0];
    case 'workload':
      return diagnoseWorkload(snapshot, rules).diagnoses[0];
    case 'node':
      return diagnoseNode(snapshot, rules).diagnoses[0];
  }
}

const told = await Promise.all(
  caseFolders('cases').map(async (folder) => ({ name: path.basename(folder), first: await firstOf(folder) })),
);

/** What is told first in the cases in which that does not hold: the rule and the case. */
function wrong(holds: (first: Diagnosis) => boolean): readonly string[] {
  return told.flatMap(({ name, first }) =>
    first === undefined || holds(first) ? [] : `${first.ruleId} (${name})`,
  );
}

test('each first finding has something to look at', () => {
  expect(wrong(({ remediation }) => remediation.some(({ effect }) => effect === 'read-only'))).toEqual([]);
});

/** Where what to change is only found by looking, or nothing is to be changed. */
const FOUND_BY_LOOKING: ReadonlySet<CauseId> = new Set<CauseId>([
  'unknown',
  'still-starting',
  'graceful-stop',
  'drained',
  'abort',
  'segfault',
  'sigtrap',
  'fpe',
  'illegal-instruction',
  'killed-by-signal-other',
  'invalid-exit',
  'oom-child',
  'app-dependency',
  'app-exception',
  'runtime-failure',
  'node-lost',
  'node-shutdown',
  'evicted-disk',
  'evicted-memory',
  'evicted-pid',
  'unschedulable',
  'volume-unavailable',
  'init-blocked',
]);

/** So, too, with these, whose causes mostly tell what to change. */
const BESIDES: ReadonlySet<string> = new Set([
  'config-object-made-since',
  'config-volume-made-since',
  'device-unhealthy',
  'git-remote-unreadable',
  'image-reason-other',
  'liquibase-failed',
  'liveness-probe-kill',
  'pod-create-refused-other',
  'readiness-gate-closed',
  'readiness-never-reached',
  'resize-deferred',
  'scheduling-gate-closed',
  'terminating-kill-failed',
  'windows-image-format',
  'workload-not-taken-up',
]);

test('each first finding has something to change, but where that is only found by looking', () => {
  const holds = ({ cause, ruleId, remediation }: Diagnosis): boolean =>
    FOUND_BY_LOOKING.has(cause) ||
    BESIDES.has(ruleId) ||
    remediation.some(({ effect }) => effect === 'mutating');
  expect(wrong(holds)).toEqual([]);
});

test('a title tells no time at which a line was logged', () => {
  // When a certificate expired is no such time.
  const holds = ({ title }: Diagnosis): boolean =>
    !/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/.test(title.replace(/expired on \S+/, ''));
  expect(wrong(holds)).toEqual([]);
});
