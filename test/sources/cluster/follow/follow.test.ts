import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { asText, at, type JsonObject } from '../../../../src/domain/values/json.js';
import { followWorkloads, type Follow, type Wanted } from '../../../../src/sources/cluster/follow/follow.js';
import { SourceError } from '../../../../src/sources/source.js';
import { connectTo, forbidden, json, list, startFakeApi, type FakeApi, type Reply } from '../fake-api.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const NAMESPACE = '/apis/apps/v1/namespaces/shop';
const DEPLOYMENTS = `${NAMESPACE}/deployments`;
const PODS = '/api/v1/namespaces/shop/pods';

function deployment(generation: number, name = 'web'): JsonObject {
  return {
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', uid: name, generation, resourceVersion: String(generation) },
    spec: { selector: { matchLabels: { app: name } } },
    status: {},
  };
}

const REPLICA_SET = {
  metadata: {
    name: 'web-1',
    namespace: 'shop',
    uid: 'web-1',
    ownerReferences: [{ kind: 'Deployment', name: 'web', uid: 'web', controller: true }],
  },
};
const POD = {
  metadata: {
    name: 'web-1-a',
    namespace: 'shop',
    uid: 'a',
    labels: { app: 'web' },
    ownerReferences: [{ kind: 'ReplicaSet', name: 'web-1', uid: 'web-1', controller: true }],
  },
};

/** What the server does with a path; what is left out is an empty list or a watch that says nothing. */
type Answer = (path: string, count: number) => Reply | undefined;

const silent: Reply = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
};

async function follow(
  answer: Answer,
  wanted: Wanted = names('web'),
): Promise<{ readonly follow: Follow; readonly api: FakeApi }> {
  const api = await startFakeApi((path, count) => {
    const given = answer(path, count);
    if (given !== undefined) return given;
    if (path.includes('watch=true')) return silent;
    if (path.startsWith(`${DEPLOYMENTS}/`)) return json(deployment(1, path.split('/').at(-1)));
    if (path.startsWith(`${DEPLOYMENTS}?`)) return list('DeploymentList', [deployment(1)]);
    if (path.startsWith(`${NAMESPACE}/replicasets?`)) return list('ReplicaSetList', [REPLICA_SET]);
    if (path.startsWith(`${PODS}?`)) return list('PodList', [POD]);
    return list('List', []);
  });
  const cluster = await connectTo(api.url);
  cleanups.push(api.close, cluster.close);
  const { signal } = new AbortController();
  const followed = await followWorkloads(cluster, wanted, { tailLines: 10, clock: Date.now, signal });
  cleanups.push(followed.close);
  return { follow: followed, api };
}

function names(...all: readonly string[]): Wanted {
  const objects = all.map((name) => ({ resource: 'deployments.apps', name, namespace: 'shop' }));
  return { kind: 'names', objects };
}

/** Waits for changes until it is so; the test's own time-out ends what never comes. */
async function until(followed: Follow, isSo: () => boolean): Promise<void> {
  while (!isSo()) await followed.changed(1000);
}

const generation = (followed: Follow): unknown => at(followed.look()[0]?.workload, 'metadata', 'generation');
const line = (type: string, object: JsonObject): string => `${JSON.stringify({ type, object })}\n`;

test('a workload is told of with its revisions and pods, and with every change', async () => {
  let watch: ServerResponse | undefined;
  const { follow: followed } = await follow((path) =>
    path.startsWith(`${DEPLOYMENTS}?`) && path.includes('watch=true')
      ? (_request, response) => {
          watch = response.writeHead(200, { 'content-type': 'application/json' });
          watch.write(line('MODIFIED', deployment(2)));
        }
      : undefined,
  );
  await until(followed, () => generation(followed) === 2);
  const [picture] = followed.look();
  expect(picture?.revisions.map((one) => asText(at(one, 'metadata', 'name')))).toEqual(['web-1']);
  expect(picture?.pods.map((one) => asText(at(one, 'metadata', 'name')))).toEqual(['web-1-a']);
  watch?.write(line('DELETED', deployment(3)));
  await until(followed, () => followed.look()[0]?.workload === undefined);
  expect(followed.takeNews()).toEqual([]);
});

test('it watches and does not poll: nothing is asked twice while nothing changes', async () => {
  const { api } = await follow(() => undefined);
  await isQuiet(() => api.asked.length);
  expect(api.asked.filter((each) => each.includes('watch=true'))).toHaveLength(4);
  expect(api.asked.filter((each, index) => api.asked.indexOf(each) !== index)).toEqual([]);
});

test('without the right to watch it asks every 2 s, says so once, and sees changes all the same', async () => {
  const times: number[] = [];
  const { follow: followed } = await follow((path, count) => {
    if (path.includes('watch=true')) return forbidden('deployments');
    if (!path.startsWith(`${DEPLOYMENTS}?`)) return undefined;
    times.push(Date.now());
    return list('DeploymentList', [deployment(count < 2 ? 1 : 2)]);
  });
  await until(followed, () => generation(followed) === 2);
  const pauses = times.slice(2).map((time, index) => time - (times[index + 1] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1900);
  const news = followed.takeNews();
  expect(news).toHaveLength(1);
  expect(news[0]).toMatch(/ in shop may not be watched: asking every 2s instead$/);
});

test('a lost connection is told of once, and what changed meanwhile is seen when it is back', async () => {
  let isDown = false;
  const watches: ServerResponse[] = [];
  const { follow: followed } = await follow((path) => {
    if (isDown) return (request) => void request.socket.destroy();
    if (path.includes('watch=true')) {
      return (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
        watches.push(response);
        if (path.startsWith(`${DEPLOYMENTS}?`) && watches.length > 4)
          response.write(line('MODIFIED', deployment(2)));
      };
    }
    return undefined;
  });
  await until(followed, () => watches.length >= 4);
  isDown = true;
  for (const watch of watches) watch.destroy();
  const news: string[] = [];
  await until(followed, () => {
    news.push(...followed.takeNews());
    return news.length > 0;
  });
  isDown = false;
  expect(followed.lost()).toBeDefined();
  await until(followed, () => generation(followed) === 2 && followed.lost() === undefined);
  news.push(...followed.takeNews());
  expect(news[0]).toMatch(/^the connection is lost \(.+\); trying again$/);
  expect(news.slice(1)).toEqual(['the connection is back']);
});

test('read once more it tells what silent watches did not, and why the server does not answer', async () => {
  let isDown = false;
  let isChanged = false;
  const { follow: followed } = await follow((path) => {
    if (path.includes('watch=true'))
      return (_request, response) =>
        void response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    if (isDown) return (request) => void request.socket.destroy();
    return isChanged && path.startsWith(`${DEPLOYMENTS}?`)
      ? list('DeploymentList', [deployment(2)])
      : undefined;
  });
  isChanged = true;
  expect(generation(followed)).toBe(1);
  expect(await followed.readAgain()).toBeUndefined();
  expect(generation(followed)).toBe(2);
  isDown = true;
  expect(await followed.readAgain()).toMatch(/\w/);
});

test('pods that may not be listed end it, with the rule that would allow it', async () => {
  let asked = 0;
  const answer: Answer = (path) => {
    asked += 1;
    return path.startsWith(`${PODS}?`) ? forbidden('pods') : undefined;
  };
  const caught = await follow(answer).catch((error: unknown) => error);
  expect(caught).toBeInstanceOf(SourceError);
  expect(String(caught)).toMatch(/pods in namespace shop may not be listed .*; it needs .*pods/);
  await isQuiet(() => asked);
});

/** In the end nothing more is asked within the time of a poll; what was under way may take its time. */
async function isQuiet(asked: () => number): Promise<void> {
  const counts = [asked()];
  while (counts.length < 6 && counts.at(-1) !== counts.at(-2)) {
    await new Promise((resume) => setTimeout(resume, 2500));
    counts.push(asked());
  }
  expect(counts.at(-1)).toBe(counts.at(-2));
}

test('revisions that may not be listed are missing, and the pods are found by the selector', async () => {
  const { follow: followed } = await follow((path) =>
    path.startsWith(`${NAMESPACE}/replicasets?`) ? forbidden('replicasets') : undefined,
  );
  expect(followed.missing().map(({ what, verb, namespace }) => [what, verb, namespace])).toEqual([
    ['revisions', 'list', 'shop'],
  ]);
  expect(followed.look()[0]?.pods).toHaveLength(1);
});

test('events that may not be read change nothing', async () => {
  const { follow: followed } = await follow((path) =>
    path.includes('/events') ? forbidden('events') : undefined,
  );
  expect(followed.missing()).toEqual([]);
  expect(followed.look()[0]?.pods).toHaveLength(1);
});

test('a warning about a pod is counted once, however often it is repeated', async () => {
  const warning = (count: number): JsonObject => ({
    metadata: { name: 'e', namespace: 'shop', uid: 'e', resourceVersion: String(count) },
    type: 'Warning',
    reason: 'FailedMount',
    involvedObject: { uid: 'a' },
    count,
  });
  const { follow: followed } = await follow((path) => {
    if (!path.includes('/events') || !path.includes('watch=true')) return undefined;
    return (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(line('ADDED', warning(1)) + line('MODIFIED', warning(2)));
    };
  });
  await until(followed, () => followed.warningsOf('a') > 0);
  expect(followed.warningsOf('a')).toBe(1);
  expect(followed.warningsOf('b')).toBe(0);
});

test('many workloads of a namespace share its lists', async () => {
  const all = ['a', 'b', 'c', 'd', 'e'];
  const { follow: followed, api } = await follow(
    (path) => {
      if (path.startsWith(`${DEPLOYMENTS}?`) && !path.includes('watch=true'))
        return list(
          'DeploymentList',
          all.map((name) => deployment(1, name)),
        );
      return undefined;
    },
    names(...all),
  );
  expect(followed.look().map(({ workload }) => at(workload, 'metadata', 'name'))).toEqual(all);
  const lists = api.asked.filter((each) => each.includes('?') && !each.includes('watch=true'));
  expect(lists.map((each) => each.split('?')[0]).sort()).toEqual([
    'GET /api/v1/namespaces/shop/events',
    'GET /api/v1/namespaces/shop/pods',
    `GET ${DEPLOYMENTS}`,
    `GET ${NAMESPACE}/replicasets`,
  ]);
});

test('after it is closed nothing is asked any more', async () => {
  const { follow: followed, api } = await follow((path) =>
    path.includes('watch=true') ? forbidden('deployments') : undefined,
  );
  followed.close();
  await isQuiet(() => api.asked.length);
});
