import { afterEach, expect, test } from '@jest/globals';
import type { Report } from '../../../src/domain/report/report.js';
import { progressText } from '../../../src/cli/scan/progress.js';
import { CRASHING, json, list, pod, startFakeApi, text, type Reply } from '../../sources/cluster/fake-api.js';
import { startProgram } from './start-program.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A cluster whose pages of pods are these, in order; a log and a node for everyone. */
async function serve(pages: readonly Reply[], log: Reply = text('boom\n')): Promise<string> {
  const api = await startFakeApi((url) => {
    const [path = ''] = url.split('?');
    if (path === '/api/v1/pods') return pages[Number(/continue=(\d+)/.exec(url)?.[1] ?? 0)];
    if (path.endsWith('/log')) return log;
    if (path.startsWith('/api/v1/nodes/'))
      return json({ kind: 'Node', metadata: { name: 'n1' }, status: {} });
    return list('List', []);
  });
  cleanups.push(api.close);
  return api.url;
}

const never: Reply = () => undefined;

test.each([[['-o', 'json']], [[]]])(
  'Ctrl-C in the middle of the lists prints what was found so far %j',
  async (output) => {
    const asked: string[] = [];
    const url = await serve([
      list('PodList', [pod('sick', 'shop', CRASHING)], { continue: '1', remainingItemCount: 1 }),
      (request, response) => {
        asked.push(request.url ?? '');
        never(request, response);
      },
    ]);
    const running = startProgram(['scan', '-A', '--server', url, ...output]);
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    running.interrupt();
    expect(await running.status).toBe(130);
    // Nothing of the progress reaches a pipe.
    expect(running.stderr()).toBe('');
    if (output.length > 0) {
      const report = JSON.parse(running.stdout()) as Report;
      expect(report).toMatchObject({ complete: false, summary: { pods: 1, diagnosed: 1 } });
      expect(report.missing).toMatchObject([{ what: 'pods', why: 'interrupted' }]);
    } else {
      expect(running.stdout()).toMatch(/^INCOMPLETE: /);
      expect(running.stdout()).toContain('1 of 1 pod is in trouble');
      expect(running.stdout()).toContain('pod/sick');
    }
  },
);

test.each([['name'], ['jsonpath={.summary.pods}'], ['custom-columns=C:.cause']])(
  '-o %s cannot say that a part is lacking, so standard error does',
  async (output) => {
    const url = await serve([
      list('PodList', [pod('sick', 'shop', CRASHING)], { continue: '1' }),
      json({ hello: 'world' }),
    ]);
    const running = startProgram(['scan', '-A', '--server', url, '-o', output]);
    expect(await running.status).toBe(3);
    expect(running.stderr()).toMatch(/^INCOMPLETE: part of this selection was not looked at: pods .*\n$/);
  },
);

test('equal clusters give equal reports, in whatever order their pods and answers come', async () => {
  const pods = ['c', 'a', 'b'].flatMap((namespace) =>
    ['web', 'api'].map((name) => pod(name, namespace, CRASHING, {}, { uid: `${namespace}-${name}` })),
  );
  const reports: unknown[] = [];
  for (const items of [pods, [...pods].reverse()]) {
    let wait = 0;
    const log: Reply = (_request, response) => {
      setTimeout(() => response.end('boom\n'), (wait = (wait + 37) % 100));
    };
    const url = await serve([list('PodList', items)], log);
    const running = startProgram(['scan', '-A', '--since=0', '--server', url, '-o', 'json']);
    expect(await running.status).toBe(0);
    // Its commands name the server that was asked, which is another each time.
    const { pods: told, groups } = JSON.parse(running.stdout().replaceAll(url, 'http://api')) as Report;
    reports.push({ pods: told.map((each) => `${each.namespace}/${each.name}`), groups });
  }
  expect(reports[0]).toHaveProperty('pods.length', 6);
  expect(reports[1]).toEqual(reports[0]);
});

test('many pods in trouble are read with at most eight requests at a time', async () => {
  let [now, most] = [0, 0];
  const log: Reply = (request, response) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now--;
      text('boom\n')(request, response);
    }, 20);
  };
  const sick = Array.from({ length: 60 }, (_, n) => pod(`sick-${n}`, 'shop', CRASHING));
  const url = await serve([list('PodList', sick)], log);
  const running = startProgram(['scan', '-A', '--server', url, '-o', 'json', '--since', '0']);
  expect(await running.status).toBe(0);
  expect((JSON.parse(running.stdout()) as Report).summary.diagnosed).toBe(60);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(8);
});

test('the progress tells pages, pods, the total where it is known, what is looked into, and the time', () => {
  const some = { pages: 3, pods: 1500, candidates: 12 };
  expect(progressText({ ...some, remaining: 2500 }, 4)).toBe(
    'page 3, 1500 of about 4000 pods, 12 to look into, 4s',
  );
  expect(progressText({ ...some, remaining: 0 }, 64)).toBe('page 3, 1500 pods, 12 to look into, 64s');
});
