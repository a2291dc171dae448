import { cuttingProxy } from './cutting-proxy.js';
import { accountThatMay } from './limited-account.js';
import { nodeStops } from './node-stops.js';
import { job, script, SERVES, workload } from './objects.js';
import { sleep, type Rollout, type Stage } from './rollout.js';

const DEPLOYMENT = { target: 'deployment/web' } as const;
const CRASHES = script('echo "panic: cannot start"; exit 3');
const NEEDS_CONFIG = { ...SERVES, envFrom: [{ configMapRef: { name: 'settings' } }] };
const MISSING = process.env['E2E_IMAGE_MISSING'] ?? 'localhost:5001/missing/web:2';
const READY_LATE = {
  ...SERVES,
  readinessProbe: { exec: { command: ['true'] }, initialDelaySeconds: 20, periodSeconds: 1 },
};
const NEVER_READY = { ...SERVES, readinessProbe: { exec: { command: ['false'] }, periodSeconds: 1 } };
const SHORT = ['--settle', '10s'];

async function oneRestart({ kubectl }: Stage): Promise<void> {
  for (let tries = 0; tries < 180; tries++) {
    const path = 'jsonpath={.items[*].status.containerStatuses[*].restartCount}';
    if (/[1-9]/.test(await kubectl(['get', 'pods', '-o', path]))) return;
    await sleep(0.5);
  }
  throw new Error('no restart was seen within 90 s');
}

/** Rollouts of every kind, good and hopeless, with what a check has to say of each. */
export const ROLLOUTS: readonly Rollout[] = [
  {
    id: 'good',
    ...DEPLOYMENT,
    objects: [workload('Deployment', SERVES)],
    args: SHORT,
    statuses: [0],
    kubectlStatus: 0,
  },
  {
    id: 'image tag does not exist',
    ...DEPLOYMENT,
    objects: [workload('Deployment', { ...SERVES, image: MISSING })],
    statuses: [1],
    causes: ['image-not-found'],
    withinSeconds: 15,
    kubectlStatus: 1,
  },
  {
    id: 'crash at start',
    ...DEPLOYMENT,
    objects: [workload('Deployment', CRASHES)],
    statuses: [1],
    withinSeconds: 30,
    kubectlStatus: 1,
  },
  {
    id: 'crash after 20s',
    ...DEPLOYMENT,
    objects: [workload('Deployment', script('sleep 20; exit 3'), { replicas: 1, minReadySeconds: 0 })],
    statuses: [1],
    kubectlStatus: 1,
  },
  {
    id: 'crash every 40s, one restart seen',
    ...DEPLOYMENT,
    objects: [workload('Deployment', script('sleep 40; exit 3'), { replicas: 1 })],
    until: oneRestart,
    statuses: [1],
    kubectlStatus: 1,
  },
  {
    id: 'never ready',
    ...DEPLOYMENT,
    objects: [workload('Deployment', NEVER_READY)],
    args: ['--timeout', '20s'],
    statuses: [4],
    kubectlStatus: 1,
  },
  {
    id: 'never ready, past its deadline',
    ...DEPLOYMENT,
    objects: [workload('Deployment', NEVER_READY, { progressDeadlineSeconds: 20 })],
    statuses: [1],
    causes: ['readiness-failing'],
    kubectlStatus: 1,
  },
  {
    id: 'ConfigMap is missing',
    ...DEPLOYMENT,
    objects: [workload('Deployment', NEEDS_CONFIG)],
    statuses: [1],
    causes: ['config-missing'],
    withinSeconds: 15,
    kubectlStatus: 1,
  },
  {
    id: 'ConfigMap is made after 5s',
    ...DEPLOYMENT,
    objects: [workload('Deployment', NEEDS_CONFIG)],
    meanwhile: async ({ kubectl }) => {
      await sleep(5);
      await kubectl(['create', 'configmap', 'settings', '--from-literal=COLOUR=red']);
    },
    args: SHORT,
    statuses: [0],
    kubectlStatus: 0,
  },
  {
    id: 'quota refuses the pods',
    ...DEPLOYMENT,
    objects: [
      { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'none' }, spec: { hard: { pods: '0' } } },
      workload('Deployment', SERVES),
    ],
    statuses: [1],
    causes: ['pod-create-refused'],
    kubectlStatus: 1,
  },
  {
    id: 'Job is retried to success',
    target: 'job/web',
    objects: [
      job(
        script('[ -f /state/tried ] && exit 0; touch /state/tried; exit 1', {
          volumeMounts: [{ name: 'state', mountPath: '/state' }],
        }),
        { restartPolicy: 'OnFailure', volumes: [{ name: 'state', emptyDir: {} }] },
        4,
      ),
    ],
    statuses: [0],
  },
  {
    id: 'Job exhausts its backoff',
    target: 'job/web',
    objects: [job(script('echo "cannot migrate"; exit 1'), {}, 1)],
    statuses: [1],
  },
  {
    id: 'only the old pods die, with 143',
    ...DEPLOYMENT,
    before: [workload('Deployment', SERVES)],
    objects: [workload('Deployment', { ...SERVES, env: [{ name: 'RELEASE', value: '2' }] })],
    args: SHORT,
    statuses: [0],
    kubectlStatus: 0,
  },
  {
    id: 'StatefulSet, good',
    target: 'statefulset/web',
    objects: [workload('StatefulSet', SERVES)],
    args: SHORT,
    statuses: [0],
    kubectlStatus: 0,
  },
  {
    id: 'StatefulSet, bad',
    target: 'statefulset/web',
    objects: [workload('StatefulSet', CRASHES)],
    statuses: [1],
    kubectlStatus: 1,
  },
  {
    id: 'DaemonSet, good',
    target: 'daemonset/web',
    objects: [workload('DaemonSet', SERVES)],
    args: SHORT,
    statuses: [0],
    kubectlStatus: 0,
  },
  {
    id: 'DaemonSet, bad',
    target: 'daemonset/web',
    objects: [workload('DaemonSet', CRASHES)],
    statuses: [1],
    kubectlStatus: 1,
  },
  {
    id: 'API server out of reach for 20s',
    ...DEPLOYMENT,
    objects: [workload('Deployment', READY_LATE)],
    as: ({ kubeconfig }) => cuttingProxy(kubeconfig, { afterSeconds: 5, forSeconds: 20 }),
    args: SHORT,
    statuses: [0],
    says: /connection is lost[\s\S]*connection is back/,
    kubectlStatus: 0,
  },
  {
    id: 'no right to read events',
    ...DEPLOYMENT,
    objects: [workload('Deployment', NEEDS_CONFIG)],
    as: (stage) => accountThatMay(stage, ['get', 'list', 'watch']),
    statuses: [1],
    causes: ['config-missing'],
    withinSeconds: 15,
    kubectlStatus: 1,
  },
  {
    id: 'no right to watch',
    ...DEPLOYMENT,
    objects: [workload('Deployment', CRASHES)],
    as: (stage) => accountThatMay(stage, ['get', 'list']),
    statuses: [1],
    says: /may not be watched: asking every 2s/,
    kubectlStatus: 1,
  },
  ...nodeStops(),
];
