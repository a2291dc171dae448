import { afterEach, expect, test } from '@jest/globals';
import { listAll } from '../../../../src/sources/cluster/api/list.js';
import { asText, at } from '../../../../src/domain/values/json.js';
import { connectTo, json, list, startFakeApi, status, type Reply } from '../fake-api.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A server with seven objects that pages as asked; `odd` may answer a request otherwise. */
async function paged(odd: (continueToken: string | null, count: number) => Reply | undefined) {
  let n = 0;
  const api = await startFakeApi((path) => {
    const query = new URL(path, 'http://x').searchParams;
    const token = query.get('continue');
    const start = Number(token?.replace('fresh-', '') ?? 0);
    const limit = Math.min(Number(query.get('limit') ?? 7), 3);
    const size = query.has('limit') ? limit : 7;
    const items = Array.from({ length: 7 }, (_, i) => ({ metadata: { name: `o${i}`, uid: `u${i}` } })).slice(
      start,
      start + size,
    );
    const next = start + size < 7 ? { continue: String(start + size) } : {};
    return odd(token, n++) ?? list('PodList', items, next);
  });
  const cluster = await connectTo(api.url);
  cleanups.push(cluster.close, api.close);
  const read = async () => {
    const { items, end } = await listAll(cluster.transport, '/api/v1/pods', {});
    return {
      names: items.map((item) => asText(at(item, 'metadata', 'name'))),
      end,
      requests: api.asked.length,
    };
  };
  return { read, asked: api.asked };
}

const ALL = ['o0', 'o1', 'o2', 'o3', 'o4', 'o5', 'o6'];
const expired = (extra: object = {}): Reply =>
  status(410, 'Expired', 'The provided continue parameter is too old', extra);

test('every page is read, in order, and every request asks for a page', async () => {
  const { read, asked } = await paged(() => undefined);
  expect(await read()).toEqual({ names: ALL, end: undefined, requests: 3 });
  expect(asked.every((line) => line.includes('limit=500'))).toBe(true);
});

test('an expired token goes on with the fresh one that the server gives', async () => {
  const { read } = await paged((token) =>
    token === '3' ? expired({ metadata: { continue: 'fresh-3' } }) : undefined,
  );
  expect(await read()).toMatchObject({ names: ALL, end: undefined, requests: 4 });
});

test('an expired token without another starts the list again, and nothing is told twice', async () => {
  let times = 0;
  const { read } = await paged((token) => (token === '3' && times++ === 0 ? expired() : undefined));
  expect(await read()).toMatchObject({ names: ALL, end: undefined });
});

test('where no token ever lasts, all is read in one answer', async () => {
  const { read } = await paged((token) => (token === null ? undefined : expired()));
  expect(await read()).toMatchObject({ names: ALL, end: undefined });
});

test('a token that does not move on ends the list, and that is said', async () => {
  const { read } = await paged(() =>
    list('PodList', [{ metadata: { name: 'o0', uid: 'u0' } }], { continue: 'same' }),
  );
  expect(await read()).toEqual({
    names: ['o0'],
    end: expect.objectContaining({ why: expect.stringContaining('repeats a continue token') }),
    requests: 2,
  });
});

test('pages that overlap tell nothing twice', async () => {
  const object = (i: number): object => ({ metadata: { name: `o${i}`, uid: `u${i}` } });
  const { read } = await paged((token) =>
    token === null
      ? list('PodList', [object(0), object(1)], { continue: '1' })
      : list('PodList', [object(1), object(2)]),
  );
  expect((await read()).names).toEqual(['o0', 'o1', 'o2']);
});

test.each([
  ['null', { kind: 'PodList', items: null }],
  ['missing', { kind: 'PodList' }],
])('a list whose items are %s is no empty list', async (_name, body) => {
  const { read } = await paged(() => json(body));
  expect((await read()).end).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('a list without items'),
  });
});

test('a refusal in the middle leaves what was read, and says so', async () => {
  const { read } = await paged((token) => (token === '3' ? status(403, 'Forbidden', 'no more') : undefined));
  expect(await read()).toMatchObject({ names: ['o0', 'o1', 'o2'], end: { kind: 'forbidden' } });
});
