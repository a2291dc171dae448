import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../src/domain/values/json.js';
import type { EventRecord, ReferenceRecord } from '../../../src/domain/snapshot.js';
import type { Diagnosis } from '../../../src/domain/report/report.js';
import { diagnosePod } from '../../../src/engine/index.js';
import { loadRulebook } from '../../../src/rulebook/catalogue.js';
import { pod, snapshot } from '../../support/pods.js';

const PENDING: JsonObject = {
  phase: 'Pending',
  conditions: [
    {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
    },
  ],
};

const claim = (name: string, storageClassName: string, phase: string): ReferenceRecord => ({
  kind: 'PersistentVolumeClaim',
  name,
  exists: true,
  object: { spec: { storageClassName }, status: { phase } },
});

async function first(
  names: readonly string[],
  references: readonly ReferenceRecord[],
): Promise<Diagnosis | undefined> {
  const volumes = names.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } }));
  const raw = { ...pod({}, { podStatus: PENDING }), spec: { containers: [{ name: 'app' }], volumes } };
  return diagnosePod(snapshot(raw, { references }), await loadRulebook()).own.diagnoses[0];
}

test('the claim and the class that does not exist are named, in the title and in what to do', async () => {
  const said = await first(
    ['logs', 'data'],
    [
      claim('logs', 'standard', 'Pending'),
      claim('data', 'fast-ssd', 'Pending'),
      { kind: 'StorageClass', name: 'standard', exists: true },
      { kind: 'StorageClass', name: 'fast-ssd', exists: false },
    ],
  );
  expect(said?.title).toBe(
    'No volume is bound to its claim data, and the storage class "fast-ssd" that would make one does not exist; not bound either: logs',
  );
  expect(said?.remediation.map(({ command }) => command)).toContain('kubectl describe pvc data -n shop');
});

test('a claim that is bound is not the one that is waited for', async () => {
  const said = await first(
    ['logs', 'data'],
    [claim('logs', 'standard', 'Bound'), claim('data', 'standard', 'Pending')],
  );
  expect(said?.title).toBe('A volume claim of the pod, data, is not bound, so no node can take it');
});

test('where no claim could be read, the only one of the pod is named, and of several none', async () => {
  expect((await first(['data'], []))?.title).toContain(', data, is not bound');
  const said = await first(['data', 'logs'], []);
  expect(said?.title).toBe('A volume claim of the pod is not bound, so no node can take it');
  expect(said?.remediation[0]?.command).toBe('kubectl describe pvc -n shop');
});

const event = (reason: string, message: string): readonly EventRecord[] => [
  { event: { reason, message }, matchedBy: 'uid' },
];

test('all claims that hold the pod up are told, with what their events say', async () => {
  const said = await first(
    ['data', 'logs', 'cache'],
    [
      { ...claim('data', '', 'Pending'), events: event('FailedBinding', 'no persistent volumes available') },
      {
        ...claim('logs', 'fast-ssd', 'Pending'),
        events: event('ProvisioningFailed', 'storageclass.storage.k8s.io "fast-ssd" not found'),
      },
      claim('cache', 'standard', 'Bound'),
    ],
  );
  expect(said?.title).toBe(
    'No volume is bound to its claim logs, and the storage class "fast-ssd" that would make one does not exist; not bound either: data',
  );
  expect(said?.evidence.map(({ fact }) => fact)).toContain(
    'the claim data is not bound either: no persistent volumes available',
  );
});

test('a claim that waits for the pod holds up nothing', async () => {
  const waiting: ReferenceRecord = {
    ...claim('cache', 'local', 'Pending'),
    events: event('WaitForFirstConsumer', 'waiting for first consumer to be created before binding'),
  };
  const said = await first(['cache', 'data'], [waiting, claim('data', 'standard', 'Pending')]);
  expect(said?.title).toBe('A volume claim of the pod, data, is not bound, so no node can take it');
});
