import { gzipSync } from 'node:zlib';
import {
  CRASHING,
  cutInTheMiddle,
  forbidden,
  json,
  list,
  pod,
  startFakeApi,
  status,
  text,
  type Reply,
} from '../sources/cluster/fake-api.js';
import { runProgram, type Seen } from './run-program.js';

export const SHOP = '/api/v1/namespaces/shop';
const CRASHED = { apiVersion: 'v1', kind: 'Pod', ...pod('web', 'shop', CRASHING) };

/** A cluster with one crashed pod, by path without the query. */
export const CLUSTER: Readonly<Record<string, Reply>> = {
  [`${SHOP}/pods/web`]: json(CRASHED),
  [`${SHOP}/pods/web/log`]: text('panic: no route to database\n'),
  [`${SHOP}/pods`]: list('PodList', [CRASHED]),
  [`${SHOP}/events`]: list('EventList', []),
  [SHOP]: json({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }),
  '/api/v1/pods': list('PodList', [CRASHED]),
  '/api/v1/nodes/n1': json({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, status: {} }),
  '/api/v1/namespaces/default/events': list('EventList', []),
};

/** Runs the program against a cluster in which some answers are others; the server's address reads `SERVER`. */
export async function runAgainst(
  others: Readonly<Record<string, Reply>>,
  ...args: readonly string[]
): Promise<Seen> {
  const world = { ...CLUSTER, ...others };
  const api = await startFakeApi((path) => world[path.split('?')[0] ?? '']);
  try {
    const seen = await runProgram([...args, '--server', api.url]);
    const name = (text: string): string => text.replaceAll(new URL(api.url).host, 'SERVER');
    return { ...seen, stdout: name(seen.stdout), stderr: name(seen.stderr) };
  } finally {
    await api.close();
  }
}

/** The list of names that the program asks for to find the nearest. */
export function names(...all: readonly string[]): Reply {
  return json({ kind: 'Table', rows: all.map((name) => ({ cells: [name] })) });
}

const soon = { 'retry-after': '0' };
const zipped = gzipSync(JSON.stringify(CRASHED));

const gzip =
  (body: Buffer): Reply =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(body);
  };

/** What a server may answer instead of what was asked for, and the reason that a user is given. */
export const BAD_ANSWERS: readonly (readonly [string, Reply, string])[] = [
  [
    '401',
    status(401, 'Unauthorized', 'Unauthorized'),
    'You must be logged in to the server: SERVER refuses the credentials (Unauthorized)',
  ],
  [
    '429',
    status(429, 'TooManyRequests', 'slow down', {}, soon),
    'the API server SERVER is throttling: slow down',
  ],
  ['500', status(500, 'InternalError', 'etcd is gone'), 'the server SERVER failed (500): etcd is gone'],
  [
    '503',
    status(503, 'ServiceUnavailable', 'it starts', {}, soon),
    'the server SERVER failed (503): it starts',
  ],
  [
    'an answer cut in the middle',
    cutInTheMiddle,
    'the connection to SERVER ended in the middle of an answer',
  ],
  [
    'an answer cut inside gzip',
    gzip(zipped.subarray(0, zipped.length - 20)),
    'the connection to SERVER ended in the middle of an answer',
  ],
  [
    'JSON that ends too early',
    text('{"kind":"Pod","metadata":{"na', 'application/json'),
    'the answer of SERVER cannot be read: it is no valid JSON',
  ],
  [
    'HTML',
    text('<html>sign in</html>', 'text/html'),
    'SERVER gave an answer that is not a Kubernetes API answer: it is text/html',
  ],
];

export { forbidden, status };
