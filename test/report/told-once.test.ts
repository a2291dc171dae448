import { expect, test } from '@jest/globals';
import type { Evidence } from '../../src/domain/evidence.js';
import { toldOnce } from '../../src/report/text/told-once.js';

const said = (fact: string, observed = ''): Evidence => ({ fact, at: fact, observed, speaks: 'for' });
const QUOTA = 'is forbidden: exceeded quota: team, requested: pods=1, used: pods=2, limited: pods=2';

test('a message that a condition and an event carry is told once', () => {
  const condition = said(`condition ReplicaFailure=True, FailedCreate: pods "web-tqt6r" ${QUOTA}`);
  const event = said(`event FailedCreate (4 times): Error creating: pods "web-r6vgc" ${QUOTA}`);
  expect(toldOnce([condition, event])).toEqual([condition]);
});

test('what differs in one number is told twice', () => {
  const first = said('event FailedScheduling: 0/5 nodes are available: 5 Insufficient cpu.');
  const second = said(
    'condition PodScheduled=False, Unschedulable: 0/5 nodes are available: 4 Insufficient cpu.',
  );
  expect(toldOnce([first, second])).toEqual([first, second]);
});

test('short facts stay', () => {
  const facts = [
    said('event Killing: Stopping container app'),
    said('event Killing: Stopping container app'),
  ];
  expect(toldOnce(facts)).toEqual(facts);
});

test('a message that is cut in its middle or at its end is told once', () => {
  const condition = said(`condition ReplicaFailure=True, FailedCreate: pods "web-tqt6r" ${QUOTA}`);
  const event = said(
    `event FailedCreate: Error creating: pods "web-r6vgc" is forbidden: exceeded quota: team, …pods=2, limited: pods=2`,
    `Error creating: pods "web-r6vgc" is forbidden: exceeded quota: team, requested: po…`,
  );
  const other = said(
    `event FailedCreate: Error creating: pods "web-r6vgc" is forbidden: exceeded quota: team, …limited: pods=3`,
  );
  expect(toldOnce([condition, event, other])).toEqual([condition, other]);
});
