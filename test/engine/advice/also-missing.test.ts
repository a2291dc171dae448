import path from 'node:path';
import { expect, test } from '@jest/globals';
import type { PodSnapshot, ReferenceRecord } from '../../../src/domain/snapshot.js';
import { diagnosesOf, reportPod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { readSubject } from '../../support/read-folder.js';

const rules = await loadRulebook();

async function titleOf(name: string, references?: readonly ReferenceRecord[]): Promise<string | undefined> {
  const snapshot = (await readSubject(path.join('fixtures/cases', name))) as PodSnapshot;
  const known = references === undefined ? snapshot : { ...snapshot, references };
  return diagnosesOf(reportPod(known, rules))[0]?.title;
}

test('of two volumes whose objects are missing both are named', async () => {
  expect(await titleOf('config-volume-missing--two-volumes')).toBe(
    'The secret "certs-two" does not exist in namespace shop, and volume two is made of it. Missing too: ConfigMap settings-one',
  );
});

test('of two keys that a ConfigMap lacks both are named, an optional one is not', async () => {
  expect(await titleOf('config-key-missing--two-keys')).toBe(
    'The ConfigMap settings has no key host, and the container needs it. Missing too: key port of ConfigMap settings',
  );
});

test('what the kubelet has not come to yet is told where it was looked for and is not there', async () => {
  const others: readonly ReferenceRecord[] = [
    { kind: 'Secret', name: 'token', exists: false },
    { kind: 'ConfigMap', name: 'flags', exists: true },
  ];
  expect(await titleOf('config-object-missing', others)).toMatch(/ needs it\. Missing too: Secret token$/);
});

test('what was made since is told with what is missing still', async () => {
  const since: readonly ReferenceRecord[] = [
    { kind: 'Secret', name: 'certs-two', exists: true, age: '5s' },
    { kind: 'ConfigMap', name: 'settings-one', exists: false },
  ];
  expect(await titleOf('config-volume-made-since--secret', since)).toBe(
    'The Secret "certs-two" was missing when the kubelet last tried to mount it; it is there now, and the kubelet tries again. Missing still: ConfigMap settings-one',
  );
});

test('of two claims that are missing both are named', async () => {
  const claims: readonly ReferenceRecord[] = ['data', 'logs'].map((name) => ({
    kind: 'PersistentVolumeClaim',
    name,
    exists: false,
  }));
  expect(await titleOf('volume-claim-missing', claims)).toMatch(
    /^The volume claim "[^"]+" does not exist\. Missing too: PersistentVolumeClaim /,
  );
});
