import { afterEach, expect, test } from '@jest/globals';
import { openScreen } from '../../../src/cli/scan/watch/screen.js';
import { createDue } from '../../../src/cli/scan/watch/due.js';
import { CAUSE_IDS } from '../../../src/domain/rules/cause.js';
import { whereWords } from '../../../src/report/text/groups.js';
import { CHANGE_HEADER, changeLine, changesBetween } from '../../../src/cli/scan/watch/changes.js';
import { watchSelection, type Seen } from '../../../src/sources/cluster/scan/watch-selection.js';
import { SourceError, type Selection } from '../../../src/sources/source.js';
import { example } from '../../report/reports.js';
import {
  connectTo,
  CRASHING,
  forbidden,
  HEALTHY,
  list,
  pod,
  startFakeApi,
  type Reply,
} from '../../sources/cluster/fake-api.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const groups = example('scan-namespace').groups;

test('between two reports a group is new, has more or fewer pods, or is gone', () => {
  const [first, second, third] = groups as [(typeof groups)[0], (typeof groups)[0], (typeof groups)[0]];
  const told = changesBetween([first, second], [{ ...first, count: first.count - 1 }, third]);
  expect(told.map(({ what, group }) => [what, group.key])).toEqual([
    ['fewer', first.key],
    ['new', third.key],
    ['gone', second.key],
  ]);
  expect(changesBetween(groups, groups)).toEqual([]);
});

test('a line a change holds no escape sequence of a hostile name', () => {
  const report = example('scan-namespace');
  const [group] = groups as [(typeof groups)[0]];
  const hostile = { ...group, diagnosis: { ...group.diagnosis, title: '\u001B[2Jpwned\nnext ##[error]x' } };
  const line = changeLine({ what: 'new', group: hostile }, report);
  expect(line).toContain('new');
  expect(line).toContain(String.raw`^[[2Jpwned\nnext # #[error]x`);
});

test.each(CAUSE_IDS)('a line of %s keeps to the columns of the header', (cause) => {
  const [group] = groups as [(typeof groups)[0]];
  const line = changeLine({ what: 'new', group: { ...group, cause } }, example('scan-namespace'));
  expect(line.indexOf(whereWords(group))).toBe(CHANGE_HEADER.indexOf('WHERE'));
});

test('the screen is left as it was found, once', () => {
  const written: string[] = [];
  const screen = openScreen({
    write: (text) => written.push(text),
    isTerminal: true,
    columns: 40,
    rows: 5,
    isClosed: () => false,
  });
  screen.draw('a\nb\nc\nd\ne\nf\n', 'watching');
  screen.close();
  screen.close();
  expect(written).toHaveLength(3);
  expect(written[0]).toBe('\u001B[?1049h\u001B[?25l');
  expect(written[1]).toContain('a\u001B[K\r\nb\u001B[K\r\nand 4 more lines');
  expect(written[2]).toBe('\u001B[?25h\u001B[?1049l');
});

test('what is due is taken once, in its time, the most overdue first', () => {
  const due = createDue<string>();
  due.set('a', 'a', 30);
  due.set('b', 'b', 10);
  due.set('a', 'a', 90);
  expect(due.next()).toBe(10);
  expect(due.take(20, 9)).toEqual(['b']);
  expect(due.take(30, 9)).toEqual(['a']);
  expect(due.next()).toBeUndefined();
});

const line = (type: string, object: object): string => `${JSON.stringify({ type, object })}\n`;

function streamOf(...lines: readonly string[]): Reply {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(lines.join(''));
  };
}

async function watch(
  answer: (path: string) => Reply | undefined,
  until: (told: readonly string[]) => boolean,
  more: Partial<Selection> = {},
) {
  const api = await startFakeApi(
    (path) => answer(path) ?? (path.includes('watch=true') ? streamOf() : list('List', [])),
  );
  const cluster = await connectTo(api.url);
  cleanups.push(cluster.close, api.close);
  const ended = new AbortController();
  const told: string[] = [];
  const tell = (text: string): void => {
    told.push(text);
    if (until(told)) ended.abort();
  };
  const selection = { namespaces: ['shop'], all: false, names: [], selector: 'app=web', ...more };
  const options = { sinceSeconds: 3600, now: () => Date.parse('2026-01-01T00:11:00Z'), signal: ended.signal };
  await watchSelection(cluster, selection, options, {
    onSeen: ({ resource, name, isCandidate }: Seen) =>
      tell(`${resource}/${name} ${isCandidate ? 'sick' : 'well'}`),
    onGone: ({ resource, name }) => tell(`${resource}/${name} gone`),
    onReady: () => tell('ready'),
    onLost: () => tell('lost'),
    onFound: () => tell('found'),
    onMissing: ({ resource = '' }) => tell(`no ${resource}`),
  }).catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });
  return { told, asked: api.asked };
}

test('pods that fall sick, recover and go are told of, by list and then by watch', async () => {
  const { told, asked } = await watch(
    (path) => {
      if (!path.includes('/pods?')) return undefined;
      if (!path.includes('watch=true'))
        return list('PodList', [pod('a', 'shop', HEALTHY), pod('b', 'shop', CRASHING)]);
      return streamOf(
        line('MODIFIED', pod('a', 'shop', CRASHING)),
        line('MODIFIED', pod('b', 'shop', HEALTHY)),
        line('DELETED', pod('b', 'shop', HEALTHY)),
      );
    },
    (all) => all.includes('pods/b gone') && all.includes('ready'),
  );
  const pods = told.filter((one) => one.startsWith('pods/'));
  expect(pods).toEqual(['pods/a well', 'pods/b sick', 'pods/a sick', 'pods/b well', 'pods/b gone']);
  expect(
    asked.filter((one) => one.includes('/pods?')).every((one) => one.includes('labelSelector=app=web')),
  ).toBe(true);
});

/** A Deployment that wants two pods and has none. */
const lacking = (name: string, labels: object): object => ({
  metadata: { name, namespace: 'shop' },
  spec: { replicas: 2, template: { metadata: { labels } } },
  status: {},
});

test('a workload that wants pods it does not get is sick; a kind that may not be seen is said', async () => {
  const { told } = await watch(
    (path) => {
      if (path.includes('/jobs?')) return forbidden('jobs');
      if (!path.includes('/deployments?') || path.includes('watch=true')) return undefined;
      return list('DeploymentList', [lacking('web', { app: 'web' }), lacking('other', { app: 'other' })]);
    },
    (all) => all.includes('ready'),
  );
  expect(told).toContain('deployments/web sick');
  // -l app=web selects pods, so by the labels of the template.
  expect(told).toContain('deployments/other well');
  expect(told).toContain('no jobs.batch');
});

test('a field selector selects pods, so that no workload is told beside them, as in a scan that looks once', async () => {
  const { asked } = await watch(
    () => undefined,
    (all) => all.includes('ready'),
    { fieldSelector: 'spec.nodeName=n1' },
  );
  expect(asked.map((one) => one.replace(/\?.*/, ''))).not.toContain(
    'GET /apis/apps/v1/namespaces/shop/deployments',
  );
  expect(asked.some((one) => one.includes('/pods?') && one.includes('fieldSelector='))).toBe(true);
});

test('without the right to list pods there is nothing to watch', async () => {
  const watching = watch(
    (path) => (path.includes('/pods?') ? forbidden('pods') : undefined),
    () => false,
  );
  await expect(watching).rejects.toThrow(SourceError);
});
