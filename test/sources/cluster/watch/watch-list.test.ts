import { afterEach, expect, test } from '@jest/globals';
import { watchList, type WatchItem } from '../../../../src/sources/cluster/watch/watch-list.js';
import { connectTo, forbidden, list, startFakeApi, status, type Reply } from '../fake-api.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const object = (name: string, version: number): object => ({
  metadata: { name, uid: `u-${name}`, resourceVersion: String(version) },
});
const line = (type: string, what: object): string => `${JSON.stringify({ type, object: what })}\n`;

/** Sends the lines in pieces of three bytes, then ends as told. */
function stream(lines: readonly string[], end: 'end' | 'cut' | 'stay' = 'end'): Reply {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const bytes = Buffer.from(lines.join(''));
    for (let i = 0; i < bytes.length; i += 3) response.write(bytes.subarray(i, i + 3));
    if (end === 'end') response.end();
    if (end === 'cut') setTimeout(() => response.destroy(), 20);
  };
}

/** Follows until `count` items have come; lists and watches answer in turn. */
async function follow(lists: readonly Reply[], watches: readonly Reply[], count: number) {
  let listed = 0;
  let watched = 0;
  const api = await startFakeApi((path) =>
    path.includes('watch=true')
      ? (watches[watched++] ?? stream([], 'stay'))
      : lists[Math.min(listed++, lists.length - 1)],
  );
  const cluster = await connectTo(api.url);
  cleanups.push(cluster.close, api.close);
  const items: WatchItem[] = [];
  for await (const item of watchList(cluster.transport, '/api/v1/pods')) {
    items.push(item);
    if (items.length === count) break;
  }
  const told = items.map((item) =>
    'object' in item ? `${item.type} ${(item.object['metadata'] as { name: string }).name}` : item.type,
  );
  return {
    told,
    items,
    from: api.asked
      .filter((one) => one.includes('watch'))
      .map((one) => /resourceVersion=(\d*)/.exec(one)?.[1]),
  };
}

test('a list is told first, then its changes', async () => {
  const { told } = await follow(
    [list('PodList', [object('a', 1)], { resourceVersion: '5' })],
    [
      stream(
        [line('ADDED', object('b', 6)), line('MODIFIED', object('a', 7)), line('DELETED', object('b', 8))],
        'stay',
      ),
    ],
    5,
  );
  expect(told).toEqual(['ADDED a', 'SYNCED', 'ADDED b', 'MODIFIED a', 'DELETED b']);
});

test('a watch that the server ends goes on where it was, by the last bookmark', async () => {
  const { told, from } = await follow(
    [list('PodList', [], { resourceVersion: '5' })],
    [
      stream([line('ADDED', object('a', 6)), line('BOOKMARK', object('', 9))]),
      stream([line('ADDED', object('b', 10))], 'stay'),
    ],
    3,
  );
  expect(told).toEqual(['SYNCED', 'ADDED a', 'ADDED b']);
  expect(from).toEqual(['5', '9']);
});

test('a connection that is cut is said to be lost, and resumed', async () => {
  const { told, from } = await follow(
    [list('PodList', [], { resourceVersion: '5' })],
    [stream([line('ADDED', object('a', 6))], 'cut'), stream([line('ADDED', object('b', 7))], 'stay')],
    5,
  );
  expect(told).toEqual(['SYNCED', 'ADDED a', 'LOST', 'FOUND', 'ADDED b']);
  expect(from).toEqual(['5', '6']);
});

test.each<[string, Reply]>([
  ['in the stream', stream([line('ERROR', { kind: 'Status', code: 410, reason: 'Expired' })])],
  ['as the answer', status(410, 'Expired', 'too old resource version')],
])('410 %s lists again, and tells what came and went meanwhile', async (_name, expired) => {
  const { told } = await follow(
    [
      list('PodList', [object('stays', 1), object('changes', 2), object('goes', 3)], {
        resourceVersion: '5',
      }),
      list('PodList', [object('stays', 1), object('changes', 8), object('comes', 9)], {
        resourceVersion: '10',
      }),
    ],
    [expired],
    8,
  );
  expect(told).toEqual([
    'ADDED stays',
    'ADDED changes',
    'ADDED goes',
    'SYNCED',
    'MODIFIED changes',
    'ADDED comes',
    'DELETED goes',
    'SYNCED',
  ]);
});

test('who may list and not watch is told so, so that he can poll', async () => {
  const { items } = await follow([list('PodList', [], { resourceVersion: '5' })], [forbidden('pods')], 2);
  expect(items[1]).toMatchObject({ type: 'REFUSED', verb: 'watch', answer: { kind: 'forbidden' } });
});

test('who may not list is told so, and nothing more comes', async () => {
  const { items } = await follow([forbidden('pods')], [], 99);
  expect(items).toMatchObject([{ type: 'REFUSED', verb: 'list', answer: { kind: 'forbidden' } }]);
});

test('a server that is away for a while is waited for', async () => {
  const busy = status(500, 'InternalError', 'starting');
  const { told } = await follow(
    [busy, busy, busy, list('PodList', [object('a', 1)], { resourceVersion: '5' })],
    [],
    3,
  );
  expect(told).toEqual(['LOST', 'ADDED a', 'SYNCED']);
});

test('it ends when it is told to', async () => {
  const api = await startFakeApi((path) =>
    path.includes('watch=true') ? stream([], 'stay') : list('PodList', []),
  );
  const cluster = await connectTo(api.url);
  cleanups.push(cluster.close, api.close);
  const controller = new AbortController();
  const watching = (async () => {
    for await (const item of watchList(cluster.transport, '/x', { signal: controller.signal }))
      if (item.type === 'SYNCED') setTimeout(() => controller.abort(new Error('enough')), 20);
  })();
  await expect(watching).rejects.toThrow('enough');
});
