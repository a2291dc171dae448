import { expect, test } from '@jest/globals';
import { diagnosesOf, reportPod } from '../../src/engine/index.js';
import { loadRulebook } from '../../src/rulebook/catalogue.js';
import { readFolder } from '../support/read-folder.js';

const rules = await loadRulebook();

/** What is advised for a program that ended with this line. */
async function advice(line: string): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/python-file-permission');
  const logs = snapshot.logs.map((log) => ({ ...log, lines: ['starting', line] }));
  const [first] = diagnosesOf(reportPod({ ...snapshot, logs }, rules));
  expect(first?.cause).toBe('app-permission-fs');
  return first?.remediation.map((step) => step.do).join('\n') ?? '';
}

test.each([
  "PermissionError: [Errno 1] Operation not permitted: '/dev/fuse'",
  'Error: EPERM, Operation not permitted',
  'chown: /data: Operation not permitted',
  'mount: /scratch: permission denied.',
])('what the process may not do is not mended by modes or mounts: %s', async (line) => {
  expect(await advice(line)).toContain('capability');
  expect(await advice(line)).not.toContain('fsGroup or runAsUser');
});

test.each([
  "PermissionError: [Errno 13] Permission denied: '/data/x'",
  "Error: EROFS: read-only file system, open '/app/cache'",
  'server: /var/lib/server/lock: Permission denied',
])('a file that is refused is mounted or owned otherwise: %s', async (line) => {
  expect(await advice(line)).toContain('fsGroup or runAsUser');
  expect(await advice(line)).not.toContain('capability');
});
