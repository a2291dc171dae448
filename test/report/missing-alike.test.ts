import { expect, test } from '@jest/globals';
import type { Missing } from '../../src/domain/evidence.js';
import type { Report } from '../../src/domain/report/report.js';
import { missingOf, moreWords } from '../../src/report/text/missing-alike.js';
import { example } from './reports.js';

const gap = (more: Partial<Missing>): Missing => ({
  what: 'pods',
  why: 'forbidden',
  costs: 'costs',
  ...more,
});

function words(
  missing: readonly Missing[],
  ofPods: Readonly<Record<string, Missing>>,
  wide = false,
): string[] {
  const base = example('scan-namespace');
  const [pod] = base.pods as [Report['pods'][0]];
  const pods = Object.entries(ofPods).map(([name, each]) => ({ ...pod, name, missing: [each] }));
  return missingOf({ ...base, missing, pods }).map((each) => `${each.missing.what}${moreWords(each, wide)}`);
}

test('whose logs could not be read is said, of one pod and of many', () => {
  const log = gap({ what: 'previousLog', namespace: 'shop', name: 'app' });
  expect(words([], { 'web-1': log })).toEqual(['previousLog (of shop/web-1)']);
  expect(words([], { 'web-1': log, 'web-2': log })).toEqual(['previousLog (of shop/web-1 and 1 more pod)']);
});

test('which namespaces were not looked at is said, all of them with -o wide', () => {
  const gaps = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((namespace) => gap({ namespace }));
  expect(words(gaps, {})).toEqual(['pods (nor in b, c, d, e, f and 2 more)']);
  expect(words(gaps, {}, true)).toEqual(['pods (nor in b, c, d, e, f, g, h)']);
});

test('one node of many pods is one thing; two nodes are two', () => {
  const node = (name: string): Missing => gap({ what: 'node', name });
  expect(words([], { a: node('n1'), b: node('n1') })).toEqual(['node']);
  expect(words([], { a: node('n1'), b: node('n2') })).toEqual(['node (this and 1 more like it)']);
});

test('the kinds of workloads that may not be listed are one gap, which names them', () => {
  const kinds = ['deployments.apps', 'jobs.batch'];
  const gaps = kinds.map((resource) => gap({ what: 'workloads', verb: 'list', resource, namespace: 'shop' }));
  const [told, ...others] = missingOf({ ...example('scan-namespace'), missing: gaps, pods: [] });
  expect(told?.missing.resource).toBe('deployments.apps, jobs.batch');
  expect(others).toEqual([]);
});
