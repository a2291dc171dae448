import { IMAGES } from './images.js';
import type { Container, Failure } from './failure.js';

const UNSEEN = ['unknown', 'none', 'still-starting'];

const shell = (script: string): Container => ({ command: ['sh', '-c', script] });

function pod(name: string, container: Container, spec: object = {}): object {
  const containers = [{ name: 'app', image: IMAGES.small, ...container }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers, terminationGracePeriodSeconds: 1, ...spec },
  };
}

const full = IMAGES.full;

/** Failures that a plain busybox can make, and a few more where an image with Python and Node is named. */
export const FAILURES: readonly Failure[] = [
  {
    id: 'healthy',
    causes: ['none'],
    sign: { runs: true },
    objects: [pod('healthy', shell('sleep 3600'))],
  },
  {
    id: 'oom-limit',
    causes: ['oom-limit'],
    sign: { ends: 2 },
    objects: [
      pod('oom-limit', { command: ['tail', '/dev/zero'], resources: { limits: { memory: '32Mi' } } }),
    ],
  },
  {
    // In a pod's command $$ stands for one $.
    id: 'segfault',
    causes: ['segfault'],
    sign: { ends: 2 },
    objects: [pod('segfault', shell("sh -c 'kill -SEGV $$$$'; exit $?"))],
  },
  {
    id: 'exec-not-found',
    causes: ['exec-not-found'],
    sign: { ends: 1 },
    objects: [pod('exec-not-found', { command: ['/no/such/program'] })],
  },
  {
    id: 'exec-permission',
    causes: ['exec-permission'],
    sign: { ends: 1 },
    objects: [pod('exec-permission', { command: ['/etc/passwd'] })],
  },
  {
    id: 'shell-command',
    causes: ['shell-command-not-found'],
    fromPodAlone: ['shell-command-not-found', 'unknown'],
    sign: { ends: 2 },
    objects: [pod('shell-command', shell('migrate --up'))],
  },
  {
    id: 'dependency',
    causes: ['app-dependency'],
    fromPodAlone: ['unknown'],
    sign: { ends: 2 },
    objects: [pod('dependency', shell('echo connecting; nc 127.0.0.1 5432 </dev/null || exit 1'))],
  },
  {
    id: 'read-only-root',
    causes: ['app-permission-fs'],
    fromPodAlone: ['app-permission-fs', 'unknown'],
    sign: { ends: 2 },
    objects: [
      pod('read-only-root', {
        ...shell('mkdir /data'),
        securityContext: { readOnlyRootFilesystem: true },
      }),
    ],
  },
  {
    id: 'completed',
    causes: ['completed-restarting'],
    sign: { ends: 3 },
    objects: [pod('completed', shell('echo done'))],
  },
  {
    id: 'silent-exit',
    causes: ['unknown'],
    sign: { ends: 2 },
    objects: [pod('silent-exit', shell('sleep 1; exit 3'))],
  },
  {
    id: 'config-missing',
    causes: ['config-missing'],
    sign: { waiting: /CreateContainerConfigError/ },
    objects: [
      pod('config-missing', {
        ...shell('sleep 3600'),
        envFrom: [{ configMapRef: { name: 'no-such-settings' } }],
      }),
    ],
  },
  {
    id: 'secret-missing',
    causes: ['config-missing'],
    fromPodAlone: UNSEEN,
    sign: { event: /FailedMount/ },
    objects: [
      pod(
        'secret-missing',
        { ...shell('sleep 3600'), volumeMounts: [{ name: 'tls', mountPath: '/tls' }] },
        { volumes: [{ name: 'tls', secret: { secretName: 'no-such-secret' } }] },
      ),
    ],
  },
  {
    id: 'run-as-nonroot',
    causes: ['run-as-nonroot'],
    sign: { waiting: /CreateContainerConfigError/ },
    objects: [pod('run-as-nonroot', shell('id'), { securityContext: { runAsNonRoot: true } })],
  },
  {
    id: 'image-never-pull',
    causes: ['image-never-pull'],
    sign: { waiting: /ErrImageNeverPull/ },
    objects: [pod('image-never-pull', { image: IMAGES.absent, imagePullPolicy: 'Never' })],
  },
  {
    id: 'image-name-invalid',
    causes: ['image-name-invalid'],
    sign: { waiting: /InvalidImageName/ },
    objects: [pod('image-name-invalid', { image: IMAGES.invalid })],
  },
  {
    id: 'image-unreachable',
    causes: ['image-registry-unreachable'],
    sign: { waiting: /ImagePull/ },
    objects: [pod('image-unreachable', { image: IMAGES.unreachable })],
  },
  {
    id: 'liveness',
    causes: ['liveness-kill'],
    fromPodAlone: ['liveness-kill', 'unknown', 'killed-by-signal-other'],
    sign: { ends: 1, event: /Killing/ },
    objects: [
      pod('liveness', {
        ...shell('sleep 3600'),
        livenessProbe: { exec: { command: ['false'] }, periodSeconds: 1, failureThreshold: 2 },
      }),
    ],
  },
  {
    id: 'readiness',
    causes: ['readiness-failing'],
    fromPodAlone: ['readiness-failing', 'still-starting'],
    sign: { event: /Unhealthy/ },
    objects: [
      pod('readiness', {
        ...shell('sleep 3600'),
        readinessProbe: { exec: { command: ['false'] }, periodSeconds: 1 },
      }),
    ],
  },
  {
    id: 'init-fails',
    causes: ['app-permission-fs', 'app-config', 'app-missing-module'],
    fromPodAlone: ['unknown'],
    container: 'prepare',
    sign: { ends: 2 },
    objects: [
      pod('init-fails', shell('sleep 3600'), {
        initContainers: [{ name: 'prepare', image: IMAGES.small, ...shell('cat /config/settings.ini') }],
      }),
    ],
  },
  {
    id: 'unschedulable',
    causes: ['unschedulable'],
    sign: { event: /FailedScheduling/ },
    objects: [pod('unschedulable', { ...shell('sleep 3600'), resources: { requests: { cpu: '100000' } } })],
  },
  {
    id: 'claim-missing',
    causes: ['volume-unavailable'],
    sign: { event: /FailedScheduling/ },
    objects: [
      pod(
        'claim-missing',
        { ...shell('sleep 3600'), volumeMounts: [{ name: 'data', mountPath: '/data' }] },
        { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'no-such-claim' } }] },
      ),
    ],
  },
  {
    id: 'deadline',
    causes: ['deadline-exceeded'],
    sign: { reason: /DeadlineExceeded/ },
    objects: [pod('deadline', shell('sleep 3600'), { activeDeadlineSeconds: 5, restartPolicy: 'Never' })],
  },
  {
    id: 'pods-refused',
    ask: 'deployment/pods-refused',
    causes: ['pod-create-refused'],
    fromPodAlone: ['refused'],
    sign: { event: /FailedCreate/ },
    objects: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'pods-refused' },
        spec: {
          selector: { matchLabels: { app: 'pods-refused' } },
          template: {
            metadata: { labels: { app: 'pods-refused' } },
            spec: {
              serviceAccountName: 'no-such-account',
              containers: [{ name: 'app', image: IMAGES.small }],
            },
          },
        },
      },
    ],
  },
  ...(full === undefined
    ? []
    : [
        {
          id: 'python-module',
          causes: ['app-missing-module'],
          fromPodAlone: ['unknown'],
          sign: { ends: 2 },
          objects: [
            pod('python-module', { image: full, command: ['python3', '-c', 'import no_such_module'] }),
          ],
        },
        {
          id: 'node-exception',
          causes: ['app-exception'],
          fromPodAlone: ['unknown'],
          sign: { ends: 2 },
          objects: [pod('node-exception', { image: full, command: ['node', '-e', 'undefined.port'] })],
        },
        {
          id: 'heap',
          causes: ['heap-exhausted'],
          fromPodAlone: ['heap-exhausted', 'abort', 'segfault', 'unknown'],
          sign: { ends: 2 },
          objects: [
            pod('heap', {
              image: full,
              command: [
                'node',
                '--max-old-space-size=24',
                '-e',
                'const a=[];for(;;)a.push(new Array(1e5).fill(Math.random()))',
              ],
            }),
          ],
        },
      ]),
];
