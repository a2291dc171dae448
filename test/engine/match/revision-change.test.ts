import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import { readPod } from '../../../src/domain/kubernetes/pod.js';
import { changeWords } from '../../../src/domain/kubernetes/revision-change.js';
import type { OwnerRecord, RevisionRecord } from '../../../src/domain/snapshot.js';
import { reportPod } from '../../../src/engine/index.js';
import { revisionChange } from '../../../src/engine/match/revision-change.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { crashLoop, ended, log, NOW, pod, snapshot } from '../../support/pods.js';

const rulebook = await loadRulebook();
const MINUTE = 60_000;

function revision(number: string, name: string, minutesOld: number, spec: JsonObject): RevisionRecord {
  return { revision: number, name, createdAt: NOW - minutesOld * MINUTE, template: { spec } };
}

function app(more: JsonObject = {}): JsonObject {
  return { containers: [{ name: 'app', image: 'shop/web:1', ...more }] };
}

function owners(...revisions: readonly RevisionRecord[]): readonly OwnerRecord[] {
  return [
    { kind: 'ReplicaSet', name: 'web-7c9' },
    { kind: 'Deployment', name: 'web', revisions },
  ];
}

function madeBy(name: string, labels: JsonObject = {}): JsonObject {
  const raw = pod(crashLoop(ended(1)));
  const metadata = raw['metadata'] as JsonObject;
  return {
    ...raw,
    metadata: { ...metadata, labels, ownerReferences: [{ kind: 'ReplicaSet', name, controller: true }] },
  };
}

/** What the newest revision changed, in words. */
function changed(before: JsonObject, newest: JsonObject): readonly string[] | undefined {
  const kept = owners(revision('14', 'web-7c9', 5, newest), revision('13', 'web-5d8', 900, before));
  const change = revisionChange(kept, readPod(madeBy('web-7c9')), NOW);
  return change?.changes.map((each) => changeWords(each, false));
}

describe('what the newest revision changed', () => {
  test.each<[string, JsonObject, JsonObject, readonly string[]]>([
    ['an image', app(), app({ image: 'shop/web:2' }), ['app image shop/web:2 (was shop/web:1)']],
    [
      'a limit',
      app({ resources: { limits: { memory: '512Mi' } } }),
      app({ resources: { limits: { memory: '64Mi' } } }),
      ['app resources.limits.memory 64Mi (was 512Mi)'],
    ],
    [
      'a first limit',
      app(),
      app({ resources: { limits: { memory: '64Mi' } } }),
      ['app resources.limits.memory 64Mi (was not set)'],
    ],
    [
      'a probe',
      app({ livenessProbe: { httpGet: { path: '/health' } } }),
      app({ livenessProbe: { httpGet: { path: '/healthz' } } }),
      ['app livenessProbe.httpGet.path /healthz (was /health)'],
    ],
    ['a command', app(), app({ command: ['serve', '-f'] }), ['app command ["serve","-f"] (was not set)']],
    [
      'a container more, and a volume less',
      { ...app(), volumes: [{ name: 'tmp', emptyDir: {} }] },
      { containers: [{ name: 'app', image: 'shop/web:1' }, { name: 'proxy' }], volumes: [] },
      ['proxy container added', 'volumes.tmp removed'],
    ],
    [
      'containers in another order',
      { containers: [{ name: 'a' }, { name: 'b' }] },
      { containers: [{ name: 'b' }, { name: 'a' }] },
      [],
    ],
    ['labels alone', app(), app(), []],
  ])('%s', (_, before, newest, expected) => {
    expect(changed(before, newest)).toEqual(expected);
  });

  test('of a variable never the value, and each once', () => {
    const before = app({
      env: [
        { name: 'TOKEN', value: 'hunter2' },
        { name: 'URL', value: 'a' },
      ],
    });
    const newest = app({
      env: [
        { name: 'TOKEN', value: 'hunter3' },
        { name: 'URL', valueFrom: { secretKeyRef: { name: 'db', key: 'url' } } },
        { name: 'LEVEL', value: 'debug' },
      ],
    });
    const words = changed(before, newest);
    expect(words).toEqual(['app env TOKEN changed', 'app env URL changed', 'app env LEVEL added']);
  });

  test('not of a pod of an older revision, of a revision that has served for days, or of the only one', () => {
    const [newest, before] = [revision('14', 'web-7c9', 5, app()), revision('13', 'web-5d8', 900, app())];
    const of = (name: string, ...kept: readonly RevisionRecord[]): unknown =>
      revisionChange(owners(...kept), readPod(madeBy(name)), NOW);
    expect(of('web-7c9', newest, before)).toBeDefined();
    expect(of('web-5d8', newest, before)).toBeUndefined();
    expect(of('web-7c9', revision('14', 'web-7c9', 3000, app()), before)).toBeUndefined();
    expect(of('web-7c9', newest)).toBeUndefined();
  });

  test('a pod of a StatefulSet or DaemonSet is of the revision that its label names', () => {
    const kept: readonly OwnerRecord[] = [
      {
        kind: 'DaemonSet',
        name: 'agent',
        revisions: [revision('2', 'agent-6f8b', 5, app()), revision('1', 'agent-77c5', 900, app())],
      },
    ];
    const of = (hash: string): unknown =>
      revisionChange(kept, readPod(madeBy('agent', { 'controller-revision-hash': hash })), NOW);
    expect(of('6f8b')).toBeDefined();
    expect(of('agent-6f8b')).toBeDefined();
    expect(of('77c5')).toBeUndefined();
  });
});

test.each([
  ['names what it misses', 'MODE must be set', 'revision 14 changed it: env MODE removed'],
  ['speaks in words of its own', 'no use without MODE, sorry', 'revision 14 changed it: env MODE removed'],
  ['speaks of something else', 'no use without a mode, sorry', undefined],
])('a program that %s', (_, line, expected) => {
  const kept = owners(
    revision('14', 'web-7c9', 5, app()),
    revision('13', 'web-5d8', 900, app({ env: [{ name: 'MODE', value: 'fast' }] })),
  );
  const seen = snapshot(madeBy('web-7c9'), { owners: kept, logs: [log([line])] });
  const [first] = reportPod(seen, rulebook).containers[0]?.diagnoses ?? [];
  expect(first?.evidence.find(({ fact }) => fact.includes('revision'))?.fact).toBe(expected);
});

test.each([
  ['lowered', '512Mi', 'web-7c9', 'certain'],
  ['set', undefined, 'web-7c9', 'certain'],
  ['raised', '32Mi', 'web-7c9', 'likely'],
  ['lowered for newer pods only', '512Mi', 'web-5d8', 'likely'],
])('a memory limit that the newest revision %s beside an OOM kill', (_, was, owner, expected) => {
  const limited = (memory: string): JsonObject => ({ resources: { limits: { memory } } });
  const kept = owners(
    revision('14', 'web-7c9', 5, app(limited('64Mi'))),
    revision('13', 'web-5d8', 900, app(was === undefined ? {} : limited(was))),
  );
  const raw = pod(crashLoop(ended(137, 'OOMKilled', 60, 900)), {
    container: limited('64Mi'),
    metadata: { ownerReferences: [{ kind: 'ReplicaSet', name: owner, controller: true }] },
  });
  const [first] = reportPod(snapshot(raw, { owners: kept }), rulebook).containers[0]?.diagnoses ?? [];
  expect(first?.ruleId).toBe('oom-limit-exceeded');
  expect(first?.confidence).toBe(expected);
});

describe('the way back', () => {
  const kept = owners(
    revision('14', 'web-7c9', 5, app({ image: 'shop/web:2' })),
    revision('13', 'web-5d8', 900, app()),
  );
  const undo = 'kubectl rollout undo deployment/web -n shop --to-revision=13';

  function commands(lines: readonly string[], chain: readonly OwnerRecord[]): readonly string[] {
    const seen = snapshot(madeBy('web-7c9'), { owners: chain, logs: [log(lines)] });
    const [first] = reportPod(seen, rulebook).containers[0]?.diagnoses ?? [];
    return (first?.remediation ?? []).flatMap(({ command }) => command ?? []);
  }

  test('is offered for what a program does itself', () => {
    expect(commands(["ModuleNotFoundError: No module named 'grid'"], kept)).toContain(undo);
  });

  test('not for a server that it does not reach, nor where the template is the same', () => {
    expect(commands(['dial tcp 10.1.2.3:80: connect: connection refused'], kept)).not.toContain(undo);
    const same = owners(revision('14', 'web-7c9', 5, app()), revision('13', 'web-5d8', 900, app()));
    expect(commands(["ModuleNotFoundError: No module named 'grid'"], same)).not.toContain(undo);
  });
});
