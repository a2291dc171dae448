import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { asObjects, at } from '../../../src/domain/values/json.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readFolder } from '../../support/read-folder.js';

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
  'chmod: /data/run: Operation not permitted',
  "Error: EPERM: operation not permitted, open '/data/cache.bin'",
  'panic: chmod /data/keys: operation not permitted',
])('what the owner of a file alone may do is not mended by a group: %s', async (line) => {
  const said = await advice(line);
  expect(said).toContain('only the owner of a file may');
  expect(said).not.toMatch(/capability|fsGroup or runAsUser/);
});

test('what is opened below /sys is a matter of rights', async () => {
  expect(await advice("Error: EPERM: operation not permitted, open '/sys/fs/bpf/x'")).toContain('capability');
});

test('a mount wants more than the capability', async () => {
  const said = await advice('mount: mounting rw on /proc/sys failed: Permission denied');
  expect(said).toContain('SYS_ADMIN, and where the node has AppArmor');
  expect(said).not.toMatch(/fsGroup|Operation not permitted/);
});

test.each([
  "PermissionError: [Errno 13] Permission denied: '/data/x'",
  'server: /var/lib/server/lock: Permission denied',
])('a file that is refused is mounted or owned otherwise: %s', async (line) => {
  expect(await advice(line)).toContain('fsGroup or runAsUser');
  expect(await advice(line)).not.toContain('capability');
});

test('a root that is read-only is mended by a volume, not by an owner', async () => {
  const said = await advice("Error: EROFS: read-only file system, open '/app/cache'");
  expect(said).toContain('Read-only file system: mount a writable volume');
  expect(said).not.toMatch(/fsGroup|capability/);
});

test.each([
  'server: /dev/stderr: Permission denied',
  "PermissionError: [Errno 13] Permission denied: '/proc/1/fd/1'",
  '[01-Jan-2026 00:00:00] ERROR: failed to open error_log (/proc/self/fd/2): Permission denied (13)',
])('a standard stream belongs to the first user of the container: %s', async (line) => {
  const said = await advice(line);
  expect(said).toContain('a pipe of the user that the container was started as');
  expect(said).not.toMatch(/fsGroup|capability/);
});

test('a file of that name elsewhere is a file', async () => {
  expect(await advice('server: /var/lib/dev/stdout.log: Permission denied')).toContain(
    'fsGroup or runAsUser',
  );
});

test('a setting of the kernel is given to the pod or the node, not to a volume', async () => {
  const said = await advice("sysctl: error setting key 'net.core.somaxconn': Read-only file system");
  expect(said).toContain('securityContext.sysctls');
  expect(said).not.toContain('emptyDir');
});

/** What is advised where a path below /data is refused, on which this volume is mounted. */
async function mountAdvice(volume: JsonObject, line: string, mount: JsonObject = {}): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/python-file-permission');
  const spec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(spec, 'containers'));
  const volumeMounts = [{ name: 'data', mountPath: '/data', ...mount }];
  const containers = [{ ...container, volumeMounts }];
  const pod = { ...snapshot.pod, spec: { ...spec, volumes: [{ name: 'data', ...volume }], containers } };
  const logs = snapshot.logs.map((log) => ({ ...log, lines: ['starting', line] }));
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod, logs }, rules));
  return first?.remediation.map((step) => step.do).join('\n') ?? '';
}

const DENIED = "PermissionError: [Errno 13] Permission denied: '/data/x'";
const READ_ONLY = "OSError: [Errno 30] Read-only file system: '/data/x'";

test.each<[string, JsonObject, string, JsonObject, RegExp]>([
  [
    'a folder of the node',
    { hostPath: { path: '/srv/x' } },
    DENIED,
    {},
    /^\/srv\/x of the node.* no fsGroup/m,
  ],
  [
    'a mount by its own word',
    { emptyDir: {} },
    READ_ONLY,
    { readOnly: true },
    /at \/data is read-only: take/,
  ],
  [
    'an NFS volume',
    { nfs: { server: 'nas-1', path: '/export/x' } },
    DENIED,
    {},
    /changes no owner on the NFS volume nas-1:\/export\/x/,
  ],
  ['an emptyDir', { emptyDir: {} }, DENIED, {}, /The emptyDir at \/data is open to all users/],
  [
    'a claim',
    { persistentVolumeClaim: { claimName: 'orders' } },
    DENIED,
    {},
    /The volume of the claim orders belongs to someone else: set fsGroup/,
  ],
  ['a ConfigMap', { configMap: { name: 'c' } }, READ_ONLY, {}, /A ConfigMap volume is always read-only/],
])('%s is told for what it is', async (_, volume, line, mount, told) => {
  const said = await mountAdvice(volume, line, mount);
  expect(said).toMatch(told);
  expect(said).not.toContain('mount a writable volume');
});

/** What is advised where a file of a ConfigMap's volume is refused that was mounted with this. */
async function volumeAdvice(defaultMode: number | undefined, security: JsonObject = {}): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/python-file-permission');
  const spec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(spec, 'containers'));
  const configMap = { name: 'settings', ...(defaultMode === undefined ? {} : { defaultMode }) };
  const pod = {
    ...snapshot.pod,
    spec: {
      ...spec,
      securityContext: security,
      volumes: [{ name: 'conf', configMap }],
      containers: [{ ...container, volumeMounts: [{ name: 'conf', mountPath: '/etc/app' }] }],
    },
  };
  const line = "PermissionError: [Errno 13] Permission denied: '/etc/app/app.ini'";
  const logs = snapshot.logs.map((log) => ({ ...log, lines: ['starting', line] }));
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod, logs }, rules));
  return first?.remediation.map((step) => step.do).join('\n') ?? '';
}

const MODE = /The files of the volume conf belong to root and have mode 0620: set fsGroup/;

test('a mode of the volume that shuts others out is told in octal, in place of another mount', async () => {
  expect(await volumeAdvice(400)).toMatch(MODE);
  expect(await volumeAdvice(400)).not.toContain('mount a writable volume');
});

test.each<[string, number | undefined, JsonObject]>([
  ['lets others read', 0o644, {}],
  ['is the usual one', undefined, {}],
  ['is opened by a fsGroup', 400, { fsGroup: 1000 }],
  ['lets the group of root read, which it has', 0o440, { runAsUser: 1000, runAsGroup: 0 }],
  ['lets a group read that it is added to', 0o440, { supplementalGroups: [0] }],
])('a mode that %s is not told', async (_, mode, security) => {
  expect(await volumeAdvice(mode, security)).not.toMatch(/belong to root and have mode/);
});

/** What is advised where this is refused to a program in /data, on which this volume is mounted. */
async function relativeAdvice(
  line: string,
  workingDir: string | undefined,
  pod: JsonObject = {},
): Promise<string> {
  const snapshot = await readFolder('fixtures/cases/python-file-permission');
  const spec = snapshot.pod['spec'] as JsonObject;
  const [container] = asObjects(at(spec, 'containers'));
  const mounted = { ...container, volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  const containers = [workingDir === undefined ? mounted : { ...mounted, workingDir }];
  const volumes = [{ name: 'data', hostPath: { path: '/srv/x' } }];
  const changed = { ...snapshot.pod, spec: { ...spec, volumes, containers, ...pod } };
  const logs = snapshot.logs.map((log) => ({ ...log, lines: ['starting', line] }));
  const [first] = diagnosesOf(reportPod({ ...snapshot, pod: changed, logs }, rules));
  return first?.remediation.map((step) => step.do).join('\n') ?? '';
}

test.each(['/data', '/data/state', '/data/'])(
  'a relative path lies below the workingDir %s',
  async (folder) => {
    const said = await relativeAdvice("PermissionError: [Errno 13] Permission denied: './cache.db'", folder);
    expect(said).toMatch(/^\/srv\/x of the node.* no fsGroup/m);
  },
);

test.each<[string, string | undefined]>([
  ["PermissionError: [Errno 13] Permission denied: 'cache.db'", undefined],
  ["PermissionError: [Errno 13] Permission denied: 'cache.db'", '/app'],
  ["PermissionError: [Errno 13] Permission denied: '../cache.db'", '/data'],
])('no volume is told of %s in %s', async (line, folder) => {
  expect(await relativeAdvice(line, folder)).not.toContain('/srv/x');
});

test('a fsGroup that is set and does not open a claim is not advised once more', async () => {
  const said = await relativeAdvice("PermissionError: [Errno 13] Permission denied: 'cache.db'", '/data', {
    securityContext: { fsGroup: 2000 },
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'orders' } }],
  });
  expect(said).toContain('The pod sets fsGroup 2000, which does not open the volume of the claim orders');
});

test.each([
  "PermissionError: [Errno 13] Permission denied: '/.cache'",
  "PermissionError: [Errno 13] Permission denied: '//.npm/_logs'",
])('a hidden folder in / is for want of a home: %s', async (line) => {
  expect(await advice(line)).toContain('set HOME to a folder that it may write');
  expect(await advice(line)).not.toContain('fsGroup');
});

test.each<[string, RegExp, RegExp]>([
  [
    "Error: EACCES: permission denied, mkdir '/app/uploads'",
    /may not use \/app\/uploads: mount/,
    /socket|chown/,
  ],
  ['server: /run/docker.sock: Permission denied', /socket \/run\/docker\.sock: set supplemental/, /emptyDir/],
  ['RTNETLINK answers: Operation not permitted', /NET_ADMIN/, /chown|fsGroup/],
  ['chown: /data: Operation not permitted', /set fsGroup in the securityContext/, /NET_ADMIN/],
  ["PermissionError: [Errno 1] Operation not permitted: '/dev/fuse'", /device plugin/, /chown|NET_ADMIN/],
])('the advice is about the thing that was refused: %s', async (line, told, otherwise) => {
  const said = await advice(line);
  expect(said).toMatch(told);
  expect(said).not.toMatch(otherwise);
});
