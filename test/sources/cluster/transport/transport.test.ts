import { createServer, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import { decodeText } from '../../../../src/sources/cluster/transport/answer.js';
import {
  connectTo,
  cutInTheMiddle,
  forbidden,
  json,
  list,
  notFound,
  pki,
  startFakeApi,
  status,
  text,
  type FakeApi,
  type Reply,
} from '../fake-api.js';
import { message, type Field } from '../scan/encode-protobuf.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A server that answers the n-th request by the n-th reply, then always by the last. */
async function scripted(...replies: readonly Reply[]): Promise<FakeApi> {
  let n = 0;
  const api = await startFakeApi(() => replies[Math.min(n++, replies.length - 1)]);
  cleanups.push(api.close);
  return api;
}

async function open(
  api: Pick<FakeApi, 'url'>,
  ...more: [] | [object]
): Promise<Awaited<ReturnType<typeof connectTo>>> {
  const cluster = await connectTo(api.url, ...more);
  cleanups.push(cluster.close);
  return cluster;
}

const good = list('PodList', []);
const throttled = status(429, 'TooManyRequests', 'slow down', {}, { 'retry-after': '0' });

test.each<[string, readonly Reply[], number]>([
  ['429 with Retry-After', [throttled, throttled, good], 3],
  ['503 without Retry-After', [status(503, 'ServiceUnavailable', 'busy'), good], 2],
  ['502', [status(502, 'BadGateway', 'no'), good], 2],
  ['500', [status(500, 'InternalError', 'no'), good], 2],
  ['a connection dropped before the answer', [(_q, response) => void response.destroy(), good], 2],
  ['a body cut in the middle', [cutInTheMiddle, good], 2],
  ['JSON that ends too early', [text('{"kind":"PodList","it', 'application/json'), good], 2],
  ['gzip that ends too early', [gzip(gzipSync('{"kind":"PodList","items":[]}').subarray(0, 25)), good], 2],
  ['gzip that is none', [gzip(Buffer.from('not gzip at all')), good], 2],
])('%s is asked again', async (_name, replies, requests) => {
  const api = await scripted(...replies);
  const { transport } = await open(api);
  const answer = await transport.get('/api/v1/pods');
  expect(answer.kind).toBe('ok');
  expect(api.asked).toHaveLength(requests);
});

function gzip(body: Buffer): Reply {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
    response.end(body);
  };
}

test.each<[string, Reply, RegExp]>([
  [
    'a login page',
    text('<html>sign in</html>', 'text/html; charset=utf-8'),
    /not a Kubernetes API answer: it is text\/html/,
  ],
  ['nothing', text('', 'application/json'), /not a Kubernetes API answer: it is empty/],
  ['plain text', text('{"kind":"PodList"}'), /not a Kubernetes API answer: it is text\/plain/],
  ['JSON of something else', json({ hello: 1 }), /not a Kubernetes API answer: it is JSON without a kind/],
  [
    'a redirect',
    (_q, r) => void r.writeHead(302, { location: 'http://127.0.0.1:9/x' }).end(),
    /redirects \(302\), which is not followed/,
  ],
  [
    'a header of 40 KB',
    json({ kind: 'x' }, 200, { 'x-big': 'h'.repeat(40_000) }),
    /header of more than 16 KiB/,
  ],
  ['401', status(401, 'Unauthorized', 'Unauthorized'), /You must be logged in to the server/],
  [
    'a Retry-After of a day',
    status(429, 'TooManyRequests', 'slow', {}, { 'retry-after': '86400' }),
    /asks to wait 86400s, which is too long/,
  ],
])('%s is refused at once, in one line', async (_name, reply, words) => {
  const api = await scripted(reply);
  const { transport } = await open(api);
  const answer = await transport.get('/api/v1/pods');
  expect(answer).toMatchObject({ kind: 'failed', why: expect.stringMatching(words) });
  expect(api.asked).toHaveLength(1);
});

test('the token does not go where a redirect leads', async () => {
  const target = await scripted(good);
  const api = await startFakeApi(
    () => (_q, r) => void r.writeHead(302, { location: `${target.url}/x` }).end(),
    { tls: 'server' },
  );
  cleanups.push(api.close);
  const { transport } = await open(api, { certificateAuthority: pki('ca.crt'), token: 'sesame' });
  await transport.get('/api/v1/pods');
  expect(api.headers[0]?.authorization).toBe('Bearer sesame');
  expect(target.asked).toEqual([]);
});

test('a refusal is data: forbidden, not found, gone', async () => {
  const api = await scripted(
    forbidden('pods'),
    notFound('pods', 'x'),
    status(404, 'NotFound', 'no such path'),
    status(410, 'Expired', 'too old', { metadata: { continue: 'fresh' } }),
    status(400, 'BadRequest', 'previous terminated container "app" not found'),
  );
  const { transport } = await open(api);
  expect(await transport.get('/1')).toMatchObject({
    kind: 'forbidden',
    message: expect.stringContaining('cannot list'),
  });
  expect(await transport.get('/2')).toMatchObject({ kind: 'not-found', namesObject: true });
  expect(await transport.get('/3')).toMatchObject({ kind: 'not-found', namesObject: false });
  expect(await transport.get('/4')).toMatchObject({ kind: 'gone', continueToken: 'fresh' });
  expect(await transport.get('/5')).toMatchObject({ kind: 'rejected', status: 400 });
});

test('what unpacks to more than is allowed is refused, however small it came', async () => {
  const api = await scripted(gzip(gzipSync(Buffer.alloc(80 * 1_048_576, ' '))));
  const { transport } = await open(api);
  expect(await transport.read('/log', decodeText)).toMatchObject({ kind: 'failed', cause: 'too-large' });
});

test('--request-timeout ends a request that takes too long', async () => {
  const api = await scripted(() => undefined);
  const { transport } = await open(api, { requestTimeoutSeconds: 0.2 });
  expect(await transport.get('/x')).toMatchObject({
    kind: 'failed',
    cause: 'timeout',
    why: expect.stringContaining('0.2s (--request-timeout)'),
  });
});

test('nothing but GET is sent, at most eight at a time, over as many connections', async () => {
  let open_ = 0;
  let most = 0;
  const sockets = new Set<unknown>();
  const api = await scripted((request, response) => {
    sockets.add(request.socket);
    most = Math.max(most, ++open_);
    setTimeout(() => {
      open_--;
      good(request, response);
    }, 5);
  });
  const { transport } = await open(api);
  await Promise.all(Array.from({ length: 40 }, (_, i) => transport.get(`/${i}`)));
  expect(most).toBeLessThanOrEqual(8);
  expect(sockets.size).toBeLessThanOrEqual(8);
  expect(api.asked.every((line) => line.startsWith('GET '))).toBe(true);
});

test("a server's warning is said once, and its clock is taken", async () => {
  const api = await scripted(
    json({ kind: 'PodList', items: [] }, 200, {
      warning: '299 - "old \\"api\\""',
      date: 'Thu, 01 Jan 2026 00:00:00 GMT',
    }),
  );
  const { transport, warnings } = await open(api);
  await transport.get('/a');
  await transport.get('/b');
  expect(warnings).toEqual(['Warning: old "api"']);
  expect(transport.serverTime()).toBe(Date.parse('2026-01-01T00:00:00Z'));
});

test('-v=6 shows where and how long, never a credential', async () => {
  const api = await startFakeApi(() => good, { tls: 'server' });
  cleanups.push(api.close);
  const { transport, traces } = await open(api, { certificateAuthority: pki('ca.crt'), token: 'sesame' });
  await transport.get('/api/v1/pods', { query: { limit: 5 } });
  expect(traces).toEqual([
    expect.stringMatching(/^GET https:\/\/127\.0\.0\.1:\d+\/api\/v1\/pods\?limit=5 200 in \d+ milliseconds$/),
  ]);
  expect(traces.join()).not.toContain('sesame');
});

test('a server that is not there is named in the words of kubectl', async () => {
  const api = await scripted(good);
  await api.close();
  const { transport } = await open(api);
  expect(await transport.get('/x')).toMatchObject({
    kind: 'failed',
    cause: 'unreachable',
    why: `The connection to the server ${new URL(api.url).host} was refused - did you specify the right host or port?`,
  });
});

test.each([
  ['expired', { certificateAuthority: pki('ca.crt') }, /its certificate has expired/],
  [
    'other-name',
    { certificateAuthority: pki('ca.crt') },
    /its certificate is for other names; check server and tls-server-name/,
  ],
  ['server', {}, /its certificate is signed by an unknown authority/],
])('a certificate that is %s is not trusted, and why is said', async (tls, flags, words) => {
  const api = await startFakeApi(() => good, { tls });
  cleanups.push(api.close);
  const { transport } = await open(api, flags);
  expect(await transport.get('/x')).toMatchObject({
    kind: 'failed',
    cause: 'untrusted',
    why: expect.stringMatching(words),
  });
});

test('--tls-server-name and --insecure-skip-tls-verify are obeyed', async () => {
  const api = await startFakeApi(() => good, { tls: 'other-name' });
  cleanups.push(api.close);
  const named = await open(api, { certificateAuthority: pki('ca.crt'), tlsServerName: 'elsewhere.example' });
  expect((await named.transport.get('/x')).kind).toBe('ok');
  const careless = await open(api, { insecureSkipTlsVerify: true });
  expect((await careless.transport.get('/x')).kind).toBe('ok');
});

test('a client certificate is shown', async () => {
  const api = await startFakeApi(() => good, { tls: 'server', clientCa: true });
  cleanups.push(api.close);
  const { transport } = await open(api, {
    certificateAuthority: pki('ca.crt'),
    clientCertificate: pki('client.crt'),
    clientKey: pki('client.key'),
  });
  expect((await transport.get('/x')).kind).toBe('ok');
});

test('something that speaks no HTTP is said to', async () => {
  const server = createServer((socket) => socket.end('hello\r\n', () => socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as { port: number };
  const { transport } = await open({ url: `http://127.0.0.1:${port}` });
  expect(await transport.get('/x')).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('does not answer in HTTP'),
  });
});

test('no credential goes over plain HTTP', async () => {
  const api = await scripted(good);
  const { transport } = await open(api, { token: 'sesame' });
  await transport.get('/x');
  expect(api.headers[0]).not.toHaveProperty('authorization');
});

test('a control character in a header is no reason to refuse the answer', async () => {
  const body = '{"kind":"PodList","items":[]}';
  const server = createServer((socket) => {
    socket.on('data', () => {
      socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n` +
          `warning: 299 - "\u001b[2Jdeprecated\u0007"\r\n\r\n${body}`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => server.close());
  const { transport, warnings } = await open({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  expect((await transport.get('/api/v1/pods')).kind).toBe('ok');
  expect(warnings).toEqual(['Warning: \u001b[2Jdeprecated\u0007']);
});

/** What kube-apiserver v1.34 answered one who asked for pods as protobuf without the right to list them. */
const FORBIDDEN_STATUS = Buffer.from(
  `
azhzAAoMCgJ2MRIGU3RhdHVzEpUBCgYKABIAGgASB0ZhaWx1cmUaZHBvZHMgaXMgZm9yYmlkZGVuOiBVc2VyICJu
b2JvZHkiIGNhbm5vdCBsaXN0IHJlc291cmNlICJwb2RzIiBpbiBBUEkgZ3JvdXAgIiIgaW4gdGhlIG5hbWVzcGFj
ZSAiZ3AtYSIiCUZvcmJpZGRlbioOCgASABoEcG9kcygAMgAwkwMaACIA
`,
  'base64',
);

test('a refusal in protobuf is understood like one in JSON', async () => {
  const refusal =
    (code: number, body: Buffer): Reply =>
    (_request, response) => {
      response.writeHead(code, { 'content-type': 'application/vnd.kubernetes.protobuf' }).end(body);
    };
  const made = (...fields: readonly Field[]): Buffer =>
    Buffer.concat([
      Buffer.from('k8s\0'),
      message([1, message([1, 'v1'], [2, 'Status'])], [2, message(...fields)]),
    ]);
  const api = await scripted(
    refusal(403, FORBIDDEN_STATUS),
    refusal(410, made([1, message([3, 'fresh'])], [3, 'too old'])),
    refusal(410, made([1, message([3, ''])], [3, 'too old'])),
    refusal(404, made([3, 'pods "web" not found'], [5, message([1, 'web'], [3, 'pods'])])),
    refusal(404, made([3, 'no such path'], [5, message([1, ''], [3, ''])])),
    refusal(403, FORBIDDEN_STATUS.subarray(0, 60)),
  );
  const { transport } = await open(api);
  expect(await transport.get('/1')).toEqual({
    kind: 'forbidden',
    message:
      'pods is forbidden: User "nobody" cannot list resource "pods" in API group "" in the namespace "gp-a"',
  });
  expect(await transport.get('/2')).toEqual({ kind: 'gone', message: 'too old', continueToken: 'fresh' });
  expect(await transport.get('/3')).toEqual({ kind: 'gone', message: 'too old' });
  expect(await transport.get('/4')).toMatchObject({ kind: 'not-found', namesObject: true });
  expect(await transport.get('/5')).toMatchObject({ kind: 'not-found', namesObject: false });
  expect(await transport.get('/6')).toEqual({
    kind: 'forbidden',
    message: 'the server answered with status 403',
  });
});
