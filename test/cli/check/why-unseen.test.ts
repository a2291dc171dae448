import { expect, test } from '@jest/globals';
import { whyUnseen } from '../../../src/cli/check/why-unseen.js';

const costs = 'it would not be seen';
const list = (what: 'pods' | 'workloads', resource: string, grant: string) =>
  ({ what, namespace: 'shop', verb: 'list', resource, why: 'forbidden', costs, grant }) as const;

test('several kinds that may not be listed are one refusal, which names them', () => {
  const refused = [
    list('workloads', 'jobs.batch', 'g1'),
    list('pods', 'pods', 'g2'),
    list('workloads', 'jobs.batch', 'g1'),
  ];
  expect(whyUnseen(refused)).toBe(
    'forbidden: list jobs.batch, pods in namespace shop; it takes the rights g1 and g2',
  );
  const more = [...refused, list('workloads', 'cronjobs.batch', 'g3')];
  expect(whyUnseen(more)).toBe('forbidden: list cronjobs.batch, jobs.batch, pods in namespace shop');
});

test('of what was named the server says why, and the right is added', () => {
  const why = 'deployments.apps "web" is forbidden: User "ci" cannot get resource "deployments"';
  const refused = {
    what: 'workloads',
    name: 'web',
    verb: 'get',
    resource: 'deployments.apps',
    why,
    costs,
    grant: 'g',
  } as const;
  expect(whyUnseen([refused])).toBe(`${why}; it takes the right g`);
});
