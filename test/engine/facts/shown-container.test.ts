import { expect, test } from '@jest/globals';
import { readPod } from '../../../src/domain/kubernetes/pod.js';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { identityOf } from '../../../src/engine/facts/identity.js';
import {
  shownImage,
  shownMemory,
  shownMounts,
  shownPorts,
  shownProgram,
} from '../../../src/engine/facts/shown-container.js';

/** What is shown of the container `app` of a pod with this spec. */
function shown(
  container: JsonObject,
  spec: JsonObject = {},
  status: JsonObject = {},
): Record<string, unknown> {
  const pod = readPod({
    metadata: { name: 'web', namespace: 'shop' },
    spec: { ...spec, containers: [{ name: 'app', image: 'shop/web:1', ...container }] },
    status: { containerStatuses: [{ name: 'app', restartCount: 0, ready: false, state: {}, ...status }] },
  });
  const [app] = pod.containers;
  if (app === undefined) throw new Error('no container was read');
  return {
    imageSeen: shownImage(app),
    programSeen: shownProgram(app),
    mountsSeen: shownMounts(pod, app),
    memorySeen: shownMemory(app),
    portsSeen: shownPorts(pod),
    ...identityOf(pod, app),
  };
}

test('what it runs is shown as words of a shell, in one line, with the folder and what is mounted', () => {
  const script = 'set -e\n  exec java -jar "$JAR"';
  expect(shown({ command: ['sh', '-c'], args: [script], workingDir: '/srv' })['programSeen']).toBe(
    `image shop/web:1, command sh -c 'set -e exec java -jar "$JAR"', in /srv`,
  );
  const mounted = shown({ volumeMounts: [{ name: 'v', mountPath: '/app' }] });
  expect(mounted['programSeen']).toBe("image shop/web:1, the image's own command, with mounts at /app");
});

test('a long command is cut, and of many mounts the rest is counted', () => {
  const long = shown({ command: ['run', ...Array.from({ length: 60 }, (_, n) => `--flag-${n}`)] });
  expect(String(long['programSeen'])).toMatch(/^image shop\/web:1, command run --flag-0 .{60,120}…$/);
  const volumeMounts = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, mountPath: `/${name}` }));
  expect(shown({ volumeMounts })['mountsSeen']).toMatch(/^\/a from the volume a; .*\/d .*; and 2 more$/);
});

test('of each mount it is told what it comes from; the token that every pod has is not', () => {
  const volumes = [
    { name: 'settings', configMap: { name: 'web' } },
    { name: 'data', persistentVolumeClaim: { claimName: 'store' } },
    { name: 'token', projected: {} },
  ];
  const volumeMounts = [
    { name: 'settings', mountPath: '/etc/web.conf', subPath: 'web.conf' },
    { name: 'data', mountPath: '/data', readOnly: true },
    { name: 'token', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true },
  ];
  expect(shown({ volumeMounts }, { volumes })['mountsSeen']).toBe(
    '/etc/web.conf from the ConfigMap web (read-only), its web.conf; /data from the claim store (read-only)',
  );
  expect(shown({ volumeMounts: volumeMounts.slice(2) }, { volumes })['mountsSeen']).toMatch(/^nothing is/);
});

test('as whom it runs: the word of the container goes before that of the pod', () => {
  const securityContext = { runAsUser: 1000, fsGroup: 2000 };
  expect(shown({ securityContext: { runAsUser: 7 } }, { securityContext })['identitySeen']).toBe(
    'user 7; fsGroup 2000',
  );
  const own = { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'], add: ['CHOWN'] } };
  expect(shown({ securityContext: own }, { securityContext: {} })['identitySeen']).toBe(
    'the user of the image, for runAsUser is not set; its root is read-only; without the capabilities ALL; with the capabilities CHOWN',
  );
});

test('where no security context was read, as in what kubectl describe prints, nothing is said of the user', () => {
  expect(shown({})).toMatchObject({ identityUnseen: 'app' });
  expect(shown({})['identitySeen']).toBeUndefined();
});

test('memory is told where resources were read; a transcript without them says nothing of a limit', () => {
  const resources = { limits: { memory: '64Mi' } };
  expect(shown({ resources })['memorySeen']).toBe('a limit of 64Mi, no request');
  expect(shown({ resources: {} })['memorySeen']).toBe('no limit, no request');
  expect(shown({})['memorySeen']).toBeUndefined();
});

test('the image that ran is the one that the runtime names', () => {
  const imageID = 'registry.example/shop/web@sha256:12ab';
  expect(shown({}, {}, { imageID })['imageSeen']).toBe(imageID);
  expect(shown({}, {}, { imageID: '' })['imageSeen']).toBeUndefined();
});

test('the ports of all containers are told, and whose network they are of', () => {
  const ports = [{ containerPort: 80 }, { containerPort: 443 }];
  const initContainers = [{ name: 'proxy', restartPolicy: 'Always', ports: [{ containerPort: 15001 }] }];
  expect(shown({ ports }, { initContainers, hostNetwork: true })['portsSeen']).toBe(
    'app 80, 443; proxy 15001; it shares the network of its node',
  );
});
