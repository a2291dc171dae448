import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import type { OwnerRecord } from '../../../src/domain/snapshot.js';
import { diagnosePod, diagnoseWorkload } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { ago, crashLoop, ended, event, log, NOW, pod, snapshot } from '../../support/pods.js';

const NGINX = ['2026/03/01 11:59:00 [emerg] 1#1: unexpected "}" in /etc/nginx/conf.d/site.conf:22'];

/** The commands that a user of nginx with a broken file is told. */
async function commands(
  volumes: readonly JsonObject[],
  volumeMounts: readonly JsonObject[],
): Promise<string> {
  const raw = pod(crashLoop(ended(1)), { spec: { containers: [{ name: 'app', volumeMounts }], volumes } });
  const { containers } = diagnosePod(snapshot(raw, { logs: [log(NGINX)] }), await loadRulebook());
  return (containers.get('app')?.diagnoses[0]?.remediation ?? []).map(({ command }) => command).join('\n');
}

const volume = (name: string): JsonObject => ({ name, configMap: { name: `cm-${name}` } });

test('the ConfigMap over the file is read, or the only one, and none where none is mounted', async () => {
  const site = { name: 'site', mountPath: '/etc/nginx/conf.d' };
  const pages = { name: 'pages', mountPath: '/srv' };
  expect(await commands([volume('pages'), volume('site')], [pages, site])).toContain(
    'kubectl get configmap cm-site -n shop -o yaml',
  );
  expect(await commands([volume('pages')], [pages])).toContain('kubectl get configmap cm-pages -n shop');
  expect(await commands([], [])).not.toContain('configmap ');
  expect(await commands([{ name: 'site', emptyDir: {} }, volume('pages')], [site, pages])).not.toContain(
    'get configmap ',
  );
});

test('a title has no full stop, though the words that it was taken from have', async () => {
  const lines = [
    'FATAL:  database files are incompatible with server',
    'DETAIL:  The data directory was initialized by PostgreSQL version 11, which is not compatible with this version 12.4.',
  ];
  const { containers } = diagnosePod(
    snapshot(pod(crashLoop(ended(1))), { logs: [log(lines)] }),
    await loadRulebook(),
  );
  expect(containers.get('app')?.diagnoses[0]?.title).toMatch(/ is 12\.4$/);
});

test.each([
  ["b'mount.nfs4: Connection timed out'", /: Connection timed out$/],
  ["mount.nfs4: unknown option 'noise'", /: unknown option 'noise'$/],
])('of the quote around %s a title has both ends or none', async (output, end) => {
  const words = `MountVolume.SetUp failed for volume "data" : mount failed: exit status 32\nOutput: ${output}`;
  const pending = pod(
    { state: { waiting: { reason: 'ContainerCreating' } } },
    { podStatus: { phase: 'Pending' } },
  );
  const about = snapshot(pending, { events: [event('FailedMount', words, 60)] });
  expect(diagnosePod(about, await loadRulebook()).own.diagnoses[0]?.title).toMatch(end);
});

const revision = (n: number): { revision: string; name: string; template: JsonObject } => ({
  revision: String(n),
  name: `web-${n}`,
  template: {},
});

test.each([
  [1, false],
  [2, true],
])('of %i revisions the limits before are to be seen: %s', async (count, isSeen) => {
  const owners: readonly OwnerRecord[] = [
    { kind: 'ReplicaSet', name: 'web-7c9' },
    { kind: 'Deployment', name: 'web', revisions: [3, 2].slice(0, count).map(revision) },
  ];
  const raw = pod(crashLoop(ended(137, 'OOMKilled', 60, 1)), {
    container: { resources: { limits: { memory: '20Mi' } } },
  });
  const { containers } = diagnosePod(snapshot(raw, { owners }), await loadRulebook());
  const first = containers.get('app')?.diagnoses[0];
  expect(first?.ruleId).toBe('oom-limit-at-start');
  expect(
    first?.remediation.some(({ do: words }) => words.endsWith('in each revision of deployment/web')),
  ).toBe(isSeen);
});

test.each(['OnFailure', 'Never'])('a Job whose pods have restartPolicy %s', async (restartPolicy) => {
  const workload: JsonObject = {
    kind: 'Job',
    metadata: { name: 'load', namespace: 'shop', creationTimestamp: ago(900) },
    spec: { activeDeadlineSeconds: 300, template: { spec: { restartPolicy } } },
    status: {
      failed: 1,
      conditions: [
        {
          type: 'Failed',
          status: 'True',
          reason: 'DeadlineExceeded',
          message: 'Job was active longer than specified deadline',
          lastTransitionTime: ago(600),
        },
      ],
    },
  };
  const { diagnoses } = diagnoseWorkload(
    { kind: 'workload', now: NOW, workload, events: [], children: [], podCount: 0, missing: [] },
    await loadRulebook(),
  );
  const words = (diagnoses[0]?.remediation ?? []).map((step) => step.do).join('\n');
  expect(diagnoses[0]?.ruleId).toBe('job-deadline-exceeded');
  expect(words.includes('says restartPolicy OnFailure')).toBe(restartPolicy === 'OnFailure');
});

test.each([
  [{ resources: { limits: { memory: '64Mi' } } }, true],
  [{}, false],
])(
  'of a SIGKILL that nobody sent the memory limit is told, where there is one: %j',
  async (container, is) => {
    const about = snapshot(pod(crashLoop(ended(137)), { container }), {
      events: [event('Started', 'Started container app', 70)],
    });
    const first = diagnosePod(about, await loadRulebook()).containers.get('app')?.diagnoses[0];
    expect(first?.title).toBe('It was ended by SIGKILL, and nothing seen here sent it');
    const told = first?.remediation.some((step) => step.do.includes('its memory limit of 64Mi'));
    expect(told).toBe(is);
  },
);
