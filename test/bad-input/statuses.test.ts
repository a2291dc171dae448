import { expect, test } from '@jest/globals';
import { json, pod, text } from '../sources/cluster/fake-api.js';
import { CLUSTER, runAgainst, SHOP } from './replies.js';
import { runProgram } from './run-program.js';

const one = (status: unknown): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  ...pod('web', 'shop', status as object),
});
const ended = (exitCode: unknown): object => ({
  phase: 'Running',
  containerStatuses: [{ name: 'app', restartCount: 1, state: { terminated: { exitCode, reason: 'Error' } } }],
});

/** Statuses that no server gives, how it ends and what is said of them, live and from a file alike. */
const STATUSES: readonly (readonly [string, unknown, 0 | 3 | 'mangled', string])[] = [
  ['no status', undefined, 3, 'web   node n1   Unknown'],
  ['null', null, 3, 'web   node n1   Unknown'],
  ['a text', 'Running', 3, 'web   node n1   Unknown'],
  ['a list', [], 3, 'web   node n1   Unknown'],
  ['container statuses that are a text', { phase: 'Running', containerStatuses: 'none' }, 0, '0/1 ready'],
  ['container statuses of nothing', { phase: 'Running', containerStatuses: [null, 1, 'x'] }, 0, '0/1 ready'],
  [
    'fields of the wrong type',
    { phase: 7, containerStatuses: [{ name: 5, restartCount: 'x', state: 'y' }] },
    3,
    '0/1 ready',
  ],
  ['a negative exit code', ended(-1), 0, '-1 is not a code that a Linux process can end with'],
  ['an exit code that is a text', ended('3'), 'mangled', 'no exit code'],
  ['an exit code with a fraction', ended(1.5), 0, 'app'],
];

test.each(STATUSES)('%s', async (_name, status, ends, said) => {
  const object = one(status);
  const live = await runAgainst({ [`${SHOP}/pods/web`]: json(object) }, 'pod', 'web', '-n', 'shop');
  const recorded = await runProgram(['pod', '-f', '-'], { stdin: JSON.stringify(object) });
  // What a server would never send was mangled on its way; a person may well have written a recording.
  const statuses = ends === 'mangled' ? [3, 0] : [ends, ends];
  for (const [index, seen] of [live, recorded].entries()) {
    expect(seen).toMatchObject({ status: statuses[index], stderr: '' });
    expect(seen.stdout).toContain(said);
    expect(seen.stdout).not.toMatch(/✓|NaN|undefined|\[object/);
  }
});

test.each(['1' + '0'.repeat(400), '1e400', '-1e400'])('an exit code of %s', async (number) => {
  const body = JSON.stringify(one(ended(3))).replace('"exitCode":3', `"exitCode":${number}`);
  const live = await runAgainst(
    { [`${SHOP}/pods/web`]: text(body, 'application/json') },
    'pod',
    'web',
    '-n',
    'shop',
  );
  const recorded = await runProgram(['pod', '-f', '-'], { stdin: body });
  for (const seen of [live, recorded]) {
    expect(seen).toMatchObject({ status: 0, stderr: '' });
    expect(seen.stdout).toContain('no exit code');
    expect(seen.stdout).not.toMatch(/✓|NaN|Infinity|0{20}/);
  }
});

test('odd statuses in a list are counted and harm nobody else', async () => {
  const items = STATUSES.map(([, status], i) => ({
    ...one(status),
    metadata: { name: `odd-${i}`, namespace: 'shop' },
  }));
  const list = json({
    kind: 'PodList',
    apiVersion: 'v1',
    metadata: { resourceVersion: '1' },
    items: [null, 7, ...items],
  });
  const seen = await runAgainst({ ...CLUSTER, [`${SHOP}/pods`]: list }, 'scan', '-n', 'shop', '-o', 'json');
  expect(seen.stderr).toBe('');
  expect(JSON.parse(seen.stdout)).toMatchObject({ summary: { pods: STATUSES.length } });
});
