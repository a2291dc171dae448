import { expect, test } from '@jest/globals';
import type { Report } from '../../src/domain/report/report.js';
import { BAD_ANSWERS, forbidden, runAgainst, SHOP, status } from './replies.js';

/** Reads beside the pod itself: without them the answer stands, and says what it lacks. */
const SIDE_READS = [
  ['events', `${SHOP}/events`, 'events'],
  ['the previous log', `${SHOP}/pods/web/log`, 'previousLog'],
  ['the node', '/api/v1/nodes/n1', 'node'],
  ["the node's events", '/api/v1/namespaces/default/events', 'nodeEvents'],
] as const;

const REFUSALS = [
  ['403', forbidden('things'), 'forbidden'],
  ['410', status(410, 'Expired', 'too old'), 'expired'],
  ...BAD_ANSWERS.filter(([name]) => !['401', '503', 'an answer cut inside gzip'].includes(name)),
] as const;

const ROWS = SIDE_READS.flatMap(([name, path, what]) =>
  REFUSALS
    // The text of a log may be anything, a page of HTML too.
    .filter(([answer]) => what !== 'previousLog' || !/JSON|HTML/.test(answer))
    .map(([answer, reply]) => ({ name, path, what, answer, reply })),
);

test.each(ROWS)(
  '$name as missing: $what by $answer',
  async ({ path, what, reply }) => {
    const { status, stdout, stderr } = await runAgainst(
      { [path]: reply },
      'pod',
      'web',
      '-n',
      'shop',
      '-o',
      'json',
    );
    const report = JSON.parse(stdout) as Report;
    expect(status).toBe(0);
    expect(report.complete).toBe(true);
    expect(report.pods[0]?.containers[0]?.last?.exitCode).toBe(3);
    const missing = [
      ...report.missing,
      ...report.pods.flatMap((pod) => [
        ...pod.missing,
        ...pod.containers.flatMap((c) => c.diagnoses.flatMap((d) => d.missing)),
      ]),
    ];
    expect(missing.map((each) => each.what)).toContain(what);
    expect(stderr).not.toContain('error');
  },
  30_000,
);
