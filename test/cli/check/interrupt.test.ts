import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Report } from '../../../src/domain/report/report.js';
import { deployed } from './objects.js';
import { startServer } from './run-in.js';

const PROGRAM = resolve('bin/kubectl-exitdiag');
const NO_REGISTRY = {
  phase: 'Pending',
  conditions: [{ type: 'Ready', status: 'False' }],
  containerStatuses: [
    {
      name: 'app',
      ready: false,
      restartCount: 0,
      state: {
        waiting: {
          reason: 'ImagePullBackOff',
          message: 'failed to pull image: dial tcp 10.0.0.1:5000: connect: connection refused',
        },
      },
    },
  ],
};

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends it at once, with %i, and with what is known in every report', async (signal, status) => {
  const server = await startServer({ cluster: deployed(NO_REGISTRY) });
  const report = join(mkdtempSync(join(tmpdir(), 'check-')), 'out.json');
  const args = [
    'check',
    'deployment/web',
    '-n',
    'shop',
    '--server',
    server.url,
    '--report',
    `json=${report}`,
  ];
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
  });
  let stdout = '';
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  const said = new Promise<void>((done) =>
    child.stderr.on('data', (text: Buffer) => {
      if (text.toString().includes('connection refused')) done();
    }),
  );
  const ended = new Promise((done) => child.on('close', done));
  await said;
  child.kill(signal);
  expect(await ended).toBe(status);
  server.stop();
  expect(stdout).toMatch(/^! could not tell after \S+: interrupted before it was decided\n/);
  expect(stdout).toContain('image-registry-unreachable');
  const { check, groups } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  expect(check?.verdict).toBe('undetermined');
  expect(groups.map(({ cause }) => cause)).toEqual(['image-registry-unreachable']);
  rmSync(join(report, '..'), { recursive: true });
});
