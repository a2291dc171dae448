import { expect, test } from '@jest/globals';
import type { Missing } from '../../src/domain/evidence.js';
import type { Report, ReportPod } from '../../src/domain/report/report.js';
import { format, type FormatOptions } from '../../src/report/index.js';
import { example, optionsFor, withText } from './reports.js';

function text(name: string, changes: Partial<FormatOptions> = {}): string {
  return format(example(name), 'text', optionsFor(name, { elapsedSeconds: 2.1, ...changes }));
}

test('a namespace in trouble: how much, the groups, where to look closer', () => {
  expect(text('scan-namespace', { uncut: false })).toBe(`\
41 of 212 pods are in trouble, for 3 causes   (2.1 s; everything was readable)

✗ node worker-7   Ready=Unknown (NodeStatusUnknown) for 4m
  1. worker-7 stopped answering          likely · high severity · node-not-ready
     for       Ready is Unknown: NodeStatusUnknown   node worker-7 Ready
     do        look    Look at the node
                 kubectl describe node worker-7
     may explain  oom-limit of Deployment/orders

PODS  CAUSE           WHERE                 SINCE
  39  config-missing  deploy/pay, job/bill    12m
      Secret "payments-db" does not exist
   1  oom-limit       deploy/orders           40m
      It needs more memory than its limit of 96Mi
   1  node-lost       3 owners                 4m
      worker-7 stopped answering
closer: kubectl exitdiag pod pay-6f7c8-00000 -n shop

WORKLOAD    READY  CAUSE               WHAT
Job/import  0/3    pod-create-refused  Quota "compute" leaves no room for its p…
`);
});

test('nothing is cut where there is room', () => {
  const shown = text('scan-namespace', { width: 120 });
  expect(shown).toContain('Secret "payments-db" does not exist          deploy/pay, job/bill    12m');
});

test('calm when all is well', () => {
  expect(text('scan-well')).toBe(`\
212 pods looked at in all namespaces: nothing is wrong
(2.1 s; everything was readable)
`);
});

test('what was not looked at is said before anything else', () => {
  expect(text('scan-incomplete')).toMatch(
    /^INCOMPLETE: part of this selection was not looked at; silence proves nothing\.\nnot seen {2}pods \(forbidden: list pods in namespace vault\)/,
  );
});

test.each(['text', 'markdown'] as const)('%s: calm only where all was looked at and shown', (as) => {
  const well = example('scan-well');
  const said = (changes: Partial<Report>): string =>
    format({ ...well, ...changes }, as, optionsFor('scan-well', { width: 120 }));
  expect(said({})).toContain('nothing is wrong');
  const chosen = said({ summary: { ...well.summary, leftOut: 55 } });
  expect(chosen).toContain('nothing of what was asked for; 55 left out');
  const cut = said({ complete: false });
  expect(cut).toContain('INCOMPLETE');
  expect(cut).toContain('nothing wrong was seen');
  const { workloads, groups } = example('scan-namespace');
  expect(said({ workloads })).toContain('212 pods looked at; 1 workload is in trouble');
  expect(said({ nodes: example('scan-namespace').nodes })).toContain('but with a node');
  for (const other of [
    chosen,
    cut,
    said({ workloads, groups }),
    said({ nodes: example('scan-namespace').nodes }),
  ])
    expect(other).not.toMatch(/nothing is wrong$|nothing is wrong\s*\(/m);
});

test('Markdown tells what could not be seen of pods, the note of a group and, when asked, what was meant', () => {
  const base = example('scan-namespace');
  const log: Missing = {
    what: 'log',
    why: 'forbidden',
    costs: 'what app writes cannot be read',
    name: 'app',
  };
  const [first, ...others] = base.pods as [ReportPod, ...ReportPod[]];
  const report: Report = {
    ...base,
    pods: [{ ...first, missing: [log], benign: { cause: 'drained', why: 'removed by a drain' } }, ...others],
    groups: base.groups.map((group) => ({ ...group, note: 'only revision 14, the newest, fails' })),
  };
  const shown = format(report, 'markdown', optionsFor('scan', { showBenign: true }));
  expect(shown).toMatch(/^- not seen: .*forbidden.* \(of shop\/pay-6f7c8-00000\)$/m);
  expect(shown).toContain('Note: only revision 14, the newest, fails.');
  expect(shown).toMatch(/^- as meant: shop\/pay-6f7c8-00000: removed by a drain \(drained\)$/m);
});

test('nothing found is not nothing wrong', () => {
  const report = example('scan-well');
  const none = { ...report, summary: { ...report.summary, pods: 0 } };
  expect(format(none, 'text', optionsFor('scan'))).toBe(
    'No pods were found in all namespaces   (everything was readable)\n',
  );
  expect(format({ ...none, complete: false }, 'text', optionsFor('scan'))).toContain('No pod was seen');
});

test('a column for the namespace, one for labels, and wide ones', () => {
  expect(text('scan-incomplete')).toMatch(/^NAMESPACE {2}PODS {2}CAUSE/m);
  expect(text('scan-namespace', { showLabels: true, width: 200 })).toMatch(
    /SINCE {2}LABELS\n.*12m {2}app=pay,tier=back\n/,
  );
  expect(text('scan-namespace', { wide: true })).toMatch(
    /SINCE {2}SEVERITY {2}CONFIDENCE {2}RULE +NODES\n.*secret-missing {2}worker-1,worker-2\n/,
  );
});

test('where the columns leave no room for what happened, it stands below its row', () => {
  expect(text('scan-incomplete', { width: 64 })).toContain(`
NAMESPACE  PODS  CAUSE      WHERE          SINCE
shop          1  oom-limit  deploy/orders    40m
      It needs more memory than its limit of 96Mi
`);
  // Lines that a script takes apart stay one a group.
  expect(text('scan-incomplete', { width: 64, noHeaders: true }).match(/^.*oom-limit.*$/gm)).toHaveLength(1);
});

test('no headers: nothing but rows, as with kubectl, where all was looked at', () => {
  const rows = text('scan-namespace', { noHeaders: true }).trimEnd().split('\n');
  expect(rows.map((row) => /^ *\d+ {2}([a-z-]+) /.exec(row)?.[1])).toEqual([
    'config-missing',
    'oom-limit',
    'node-lost',
  ]);
  expect(text('scan-well', { noHeaders: true })).toBe('');
  expect(text('scan-incomplete', { noHeaders: true })).toMatch(/^INCOMPLETE: /);
});

test('the benign ledger on request', () => {
  const line =
    'as meant  shop/web-7c9-old01 web: stopped on request by a rollout\n          (graceful-stop)\n';
  expect(text('scan-namespace')).not.toContain('as meant');
  expect(text('scan-namespace', { showBenign: true })).toContain(line);
});

test('a failed check: the verdict, the groups, what to do', () => {
  const shown = text('check-failed');
  expect(shown).toMatch(
    /^✗ FAILED after 12s: Deployment\/web revision 8 cannot succeed: only a change\n {2}heals it\n {2}ended by rule exec-not-found\n\nPODS/,
  );
  expect(shown).toMatch(
    /change {2}Go back to the revision before\n +kubectl rollout undo deployment\/web -n shop\n$/,
  );
});

test('a passed check is one line', () => {
  expect(text('check-passed')).toBe('✓ passed after 44s, settled for 30s: 2 workloads are through\n');
});

test.each([
  [
    'none ready of those wanted',
    0,
    [
      { desired: 2, ready: 0 },
      { desired: 3, ready: 1 },
    ],
    ' 1/5  oom-limit',
    '| 1/5 |',
  ],
  ['a workload that tells no number', 0, [{}], '   0  oom-limit', '| 0 |'],
  ['pods that fail', 2, [{ desired: 3, ready: 1 }], '   2  oom-limit', '| 2 |'],
])('PODS of %s', (_what, count, numbers, row, cell) => {
  const base = example('scan-namespace');
  const [, group] = base.groups as [Report['groups'][0], Report['groups'][0]];
  const owners = numbers.map((each, n) => ({ kind: 'Deployment', name: `web-${n}`, ...each }));
  const report: Report = { ...base, groups: [{ ...group, count, owners }] };
  expect(format(report, 'text', optionsFor('scan-namespace'))).toContain(`\n${row}`);
  expect(format(report, 'markdown', optionsFor('scan-namespace'))).toContain(`\n${cell}`);
});

test('a table in a pipe has its names whole: a script takes them from there', () => {
  const report = withText(example('scan-namespace'), (said, key) =>
    key === 'name' ? `${said}-of-a-team-with-a-long-name-and-more-in-front-of-it` : said,
  );
  const table = (uncut: boolean): string => format(report, 'text', optionsFor('scan-namespace', { uncut }));
  expect(table(true)).toMatch(/pay-of-a-team-with-a-long-name-and-more-in-front-of-it/);
  expect(table(false)).not.toMatch(/pay-of-a-team-with-a-long-name-and-more-in-front-of-it +\S/);
});
