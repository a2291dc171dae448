import { expect, test } from '@jest/globals';
import type { ReportWorkload } from '../../../src/domain/report/report.js';
import { groupFailures, reportWorkload } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';

const rulebook = await loadRulebook();

const NO_RIGHT = 'is forbidden: ';
test.each([
  [
    'a quota that is used up',
    `${NO_RIGHT}exceeded quota: compute, requested: pods=1, used: pods=6, limited: pods=6`,
    'ResourceQuota/shop/compute',
  ],
  [
    'a service account that is missing',
    `${NO_RIGHT}error looking up service account shop/builder: serviceaccount "builder" not found`,
    'ServiceAccount/shop/builder',
  ],
  [
    'a priority class that is missing',
    `${NO_RIGHT}no PriorityClass with name gold was found`,
    'PriorityClass//gold',
  ],
  [
    'a webhook that does not answer',
    'Internal error occurred: failed calling webhook "guard.example.com": connection refused',
    'Webhook//guard.example.com',
  ],
])('workloads that get no pods for %s are one group, which names it', (_what, message, subject) => {
  const groups = groupFailures(
    [],
    ['web', 'api'].map((name) => refused(name, 'shop', message)),
  );
  expect(groups).toMatchObject([
    { key: `pod-create-refused/${subject}`, by: 'object', owners: [{ name: 'web' }, { name: 'api' }] },
  ]);
});

test('a quota of another namespace, and what is wrong with one pod template, are groups of their own', () => {
  const used = `${NO_RIGHT}exceeded quota: compute, requested: pods=1, used: pods=6, limited: pods=6`;
  const unsaid = `${NO_RIGHT}failed quota: compute: must specify limits.cpu for: app`;
  const groups = groupFailures(
    [],
    [
      refused('web', 'shop', used),
      refused('web', 'bank', used),
      refused('a', 'shop', unsaid),
      refused('b', 'shop', unsaid),
    ],
  );
  expect(groups.map(({ key }) => key).sort()).toEqual([
    'pod-create-refused/Deployment/shop/a/',
    'pod-create-refused/Deployment/shop/b/',
    'pod-create-refused/ResourceQuota/bank/compute',
    'pod-create-refused/ResourceQuota/shop/compute',
  ]);
});

/** A Deployment whose pods the API server refuses with that message. */
function refused(name: string, namespace: string, message: string): ReportWorkload {
  const condition = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message };
  const workload = {
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { replicas: 2 },
    status: { conditions: [condition] },
  };
  return reportWorkload(
    { kind: 'workload', workload, events: [], children: [], podCount: 0, missing: [], now: 0 },
    rulebook,
  );
}
