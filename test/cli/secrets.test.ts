import { expect, test } from '@jest/globals';
import { OUTPUT_NAMES } from '../../src/cli/output.js';
import { runProgram } from '../bad-input/run-program.js';

const SECRET = 'Zx9canary7Qw2';
const KEY = `AKIA${'CANARY234567WXYZ'}`;

/** A failed pod with a secret wherever a person or a program may put one. */
const OBJECTS = [
  {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web-1',
      namespace: 'shop',
      uid: 'u1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': `{"spec":{"env":"${SECRET}"}}`,
        'example.com/db-password': `password=${SECRET}`,
      },
    },
    spec: {
      nodeName: 'n1',
      containers: [
        {
          name: 'app',
          image: 'x:1',
          command: ['/app', '--db-password', SECRET, `--token=${SECRET}`],
          args: ['-c', `exec /app postgres://app:${SECRET}@db/shop`],
          env: [
            { name: 'DB_PASSWORD', value: SECRET },
            { name: 'URL', value: `amqp://app:${SECRET}@mq` },
          ],
          livenessProbe: {
            httpGet: { port: 80, httpHeaders: [{ name: 'Authorization', value: `Bearer ${SECRET}` }] },
          },
        },
      ],
    },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False', message: `token: ${KEY}` }],
      containerStatuses: [
        {
          name: 'app',
          image: 'x:1',
          ready: false,
          restartCount: 3,
          state: { waiting: { reason: 'CrashLoopBackOff', message: `API_KEY=${SECRET}` } },
          lastState: {
            terminated: {
              exitCode: 1,
              reason: 'Error',
              message: `panic: cannot connect to redis://:${SECRET}@cache:6379: refused\nAWS key ${KEY}`,
              startedAt: '2026-01-01T00:58:00Z',
              finishedAt: '2026-01-01T00:59:00Z',
            },
          },
        },
      ],
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e1', namespace: 'shop' },
    involvedObject: {
      kind: 'Pod',
      namespace: 'shop',
      name: 'web-1',
      uid: 'u1',
      fieldPath: 'spec.containers{app}',
    },
    type: 'Warning',
    reason: 'Unhealthy',
    message: `Liveness probe failed: {"password":"${SECRET}"}`,
    lastTimestamp: '2026-01-01T00:59:00Z',
  },
];
const INPUT = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: OBJECTS });
const TEMPLATES: Readonly<Record<string, string>> = {
  jsonpath: 'jsonpath={.pods}{.groups}',
  'custom-columns': 'custom-columns=ALL:.',
};

test.each(['pod', 'scan'].flatMap((command) => OUTPUT_NAMES.map((format) => [command, format] as const)))(
  '%s -o %s shows no secret of a pod, its events and its words',
  async (command, format) => {
    const args = [
      command,
      '-f',
      '-',
      '-n',
      'shop',
      '-o',
      TEMPLATES[format] ?? format,
      '-v=9',
      '--show-benign',
    ];
    const { stdout, stderr } = await runProgram(args, { stdin: INPUT });
    expect(stdout).not.toBe('');
    expect(stdout + stderr).not.toMatch(new RegExp(`${SECRET}|${KEY}`));
  },
);
