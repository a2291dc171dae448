import { expect, test } from '@jest/globals';
import { asObjects, type JsonObject } from '../../../src/domain/values/json.js';
import { reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { crashLoop, pod, snapshot } from '../../support/pods.js';
import { readFolder } from '../../support/read-folder.js';

const rulebook = await loadRulebook();

/** What is to be changed where the runtime said this of a container with such a volume at /scripts. */
function changes(said: string, volume: JsonObject, mount: JsonObject = {}): string {
  const volumeMounts = [{ name: 's', mountPath: '/scripts', ...mount }];
  const record = { exitCode: 128, reason: 'StartError', message: said };
  const raw = pod(crashLoop(record), {
    spec: {
      volumes: [{ name: 's', ...volume }],
      containers: [{ name: 'app', image: 'shop/web:1', command: ['/scripts/run'], volumeMounts }],
    },
  });
  const [first] = reportPod(snapshot(raw), rulebook).containers[0]?.diagnoses ?? [];
  expect(first?.ruleId).toBe('exec-permission-denied');
  const steps = first?.remediation.filter(({ effect }) => effect === 'mutating') ?? [];
  return steps.map((step) => step.do).join('\n');
}

const RUN = 'unable to start container process: exec: "/scripts/run": permission denied: unknown';

test.each<[string, JsonObject, JsonObject, RegExp]>([
  [
    'a ConfigMap',
    { configMap: { name: 's', defaultMode: 420 } },
    {},
    /the ConfigMap s with mode 0644, .*0755/,
  ],
  ['a mode that is not told', { configMap: { name: 's' } }, {}, /the ConfigMap s with mode 0644/],
  ['a Secret', { secret: { secretName: 'k', defaultMode: 256 } }, {}, /the Secret k with mode 0400/],
  [
    'one file with a mode of its own',
    { configMap: { name: 's', defaultMode: 493, items: [{ key: 'r', path: 'run', mode: 384 }] } },
    {},
    /mode 0600, which lets nobody/,
  ],
  [
    'a subPath',
    { configMap: { name: 's', defaultMode: 493, items: [{ key: 'r', path: 'run', mode: 384 }] } },
    { mountPath: '/scripts/run', subPath: 'run' },
    /\/scripts\/run comes from the ConfigMap s with mode 0600/,
  ],
  [
    'projected',
    { projected: { defaultMode: 420, sources: [{ configMap: { name: 's' } }] } },
    {},
    /the projected volume s with mode 0644/,
  ],
  [
    'a mode that lets it run',
    { configMap: { name: 's', defaultMode: 448 } },
    {},
    /with mode 0700, and its files belong/,
  ],
  ['a claim', { persistentVolumeClaim: { claimName: 'c' } }, {}, /lies on the claim c/],
  ['no mount over it', { emptyDir: {} }, { mountPath: '/other' }, /lies in the image/],
])('where a program without its execute bit lies is told: %s', (_, volume, mount, told) => {
  const said = changes(RUN, volume, mount);
  expect(said).toMatch(told);
  expect(said.split('\n')).toHaveLength(1);
});

test('a folder is no file that wants an execute bit, nor is one behind a folder that is shut', () => {
  const volume = { configMap: { name: 's' } };
  expect(changes('exec: "/scripts/run": is a directory: unknown', volume)).toMatch(
    /^\/scripts\/run is a directory: name a file.*$/,
  );
  expect(changes('exec: "/scripts/run": stat /scripts/run: permission denied: unknown', volume)).toMatch(
    /^\/scripts\/run cannot be reached.*$/,
  );
});

/** What is to be changed where a program refuses the mode of its control file, or to be root. */
async function changesOf(folder: string, patch: (spec: JsonObject) => JsonObject): Promise<string> {
  const given = await readFolder(folder);
  const raw = { ...given.pod, spec: patch(given.pod['spec'] as JsonObject) };
  const [first] = reportPod({ ...given, pod: raw }, rulebook).containers[0]?.diagnoses ?? [];
  const steps = first?.remediation.filter(({ effect }) => effect === 'mutating') ?? [];
  return steps.map((step) => step.do).join('\n');
}

test('of a file whose mode is refused the volume and its mode are told', async () => {
  const said = await changesOf('fixtures/cases/file-mode-refused', (spec) => ({
    ...spec,
    volumes: [{ name: 'c', configMap: { name: 'monit', defaultMode: 420 } }],
    containers: asObjects(spec['containers']).map((each) => ({
      ...each,
      volumeMounts: [{ name: 'c', mountPath: '/conf' }],
    })),
  }));
  expect(said).toMatch(/^\/conf comes from the ConfigMap monit, .* mode 0644.*$/);
});

test('of a program that refuses root it is told whether the pod or the image makes it root', async () => {
  const folder = 'fixtures/cases/root-refused';
  // Without a security context it is no pod of the API server, but what was printed of one.
  expect(await changesOf(folder, (spec) => spec)).toMatch(/^Where the image or the pod makes gitea root.*$/);
  const byImage = { securityContext: {} };
  expect(await changesOf(folder, (spec) => ({ ...spec, ...byImage }))).toMatch(/^The image makes it root.*$/);
  const byPod = { securityContext: { runAsUser: 0 } };
  expect(await changesOf(folder, (spec) => ({ ...spec, ...byPod }))).toMatch(/the pod sets runAsUser: 0/);
});
