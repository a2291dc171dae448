import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import type { PodSnapshot } from '../../../src/domain/snapshot.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

const rules = await loadRulebook();

const FAILED = { type: 'Failed', status: 'True', lastTransitionTime: '2026-03-02T09:00:00Z' };

/** The pod of a case as that of a run of a CronJob. */
async function run(conditions: readonly JsonObject[], lastSuccessfulTime?: string): Promise<PodSnapshot> {
  const snapshot = await readFolder('fixtures/cases/python-module-missing');
  return {
    ...snapshot,
    owners: [
      { kind: 'Job', name: 'report-1', object: { status: { conditions: [...conditions] } } },
      {
        kind: 'CronJob',
        name: 'report',
        object: { status: lastSuccessfulTime === undefined ? {} : { lastSuccessfulTime } },
      },
    ],
  };
}

test('a run that failed is past once a later one succeeded', async () => {
  const [first] = diagnosesOf(reportPod(await run([FAILED], '2026-03-02T10:00:00Z'), rules));
  expect(first).toMatchObject({ cause: 'app-missing-module', severity: 'low' });
  expect(first?.evidence).toContainEqual({
    fact: 'a later run of CronJob report succeeded, so this is over',
    at: 'CronJob/report status.lastSuccessfulTime',
    observed: '2026-03-02T10:00:00Z',
    speaks: 'for',
  });
});

test.each<[string, readonly JsonObject[], string | undefined]>([
  ['the success was before', [FAILED], '2026-03-02T08:00:00Z'],
  ['none succeeded', [FAILED], undefined],
  ['the Job still tries', [], '2026-03-02T10:00:00Z'],
])('it is not where %s', async (_, conditions, succeeded) => {
  const [first] = diagnosesOf(reportPod(await run(conditions, succeeded), rules));
  expect(first?.severity).toBe('high');
});

const LIMIT = {
  ...FAILED,
  reason: 'BackoffLimitExceeded',
  message: 'Job has reached the specified backoff limit',
};

test('the pod of a Job that tries no more says so beside what it died of', async () => {
  const [first] = diagnosesOf(reportPod(await run([LIMIT]), rules));
  expect(first?.cause).toBe('app-missing-module');
  expect(first?.evidence).toContainEqual({
    fact: 'its Job report-1 has failed and starts no more pods: Job has reached the specified backoff limit',
    at: 'Job/report-1 status.conditions[0]',
    observed: 'BackoffLimitExceeded',
    speaks: 'for',
  });
});

test.each<[string, readonly JsonObject[]]>([
  ['still tries', []],
  ['succeeded', [{ ...LIMIT, type: 'Complete' }]],
])('not that of a Job that %s', async (_, conditions) => {
  const [first] = diagnosesOf(reportPod(await run(conditions), rules));
  expect(first?.evidence.map(({ fact }) => fact).join('\n')).not.toContain('starts no more pods');
});

test('a deadline that a rule tells is told once, and the crash as well', async () => {
  const deadline = {
    ...FAILED,
    reason: 'DeadlineExceeded',
    message: 'Job was active longer than specified deadline',
  };
  const report = reportPod(await run([deadline]), rules);
  expect(diagnosesOf(report).map(({ cause }) => cause)).toEqual(
    expect.arrayContaining(['deadline-exceeded', 'app-missing-module']),
  );
  const ofDeadline = diagnosesOf(report).find(({ cause }) => cause === 'deadline-exceeded');
  expect(ofDeadline?.evidence.filter(({ at }) => at.startsWith('Job/report-1'))).toHaveLength(1);
});
