import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { proxyFor } from '../../../../src/sources/cluster/transport/proxy.js';
import { connectTo, list, pki, startFakeApi } from '../fake-api.js';

const proxy = 'http://proxy.example:3128';

test.each([
  ['https://api.example', 'api.example', false],
  ['https://api.example', 'example', false],
  ['https://api.example', '.example', false],
  ['https://api.example', '*.example', false],
  ['https://example', '.example', true],
  ['https://api.example:6443', 'api.example:6443', false],
  ['https://api.example:6443', 'api.example:443', true],
  ['https://api.example', 'other,*', false],
  ['https://apiexample', 'example', true],
  ['https://10.1.2.3', '10.0.0.0/8', false],
  ['https://10.1.2.3', '10.1.2.4,11.0.0.0/8', true],
  ['https://[fd00::1]', 'fd00::/8', false],
  ['https://127.0.0.1', '', false],
  ['https://localhost', '', false],
  ['https://api.example', '', true],
])('%s with NO_PROXY %j uses the proxy: %s', (server, noProxy, uses) => {
  const found = proxyFor(new URL(server), undefined, { HTTPS_PROXY: proxy, NO_PROXY: noProxy });
  expect(found?.href).toBe(uses ? `${proxy}/` : undefined);
});

test("the cluster's own proxy-url beats the environment and is always used", () => {
  const found = proxyFor(new URL('https://127.0.0.1'), 'socks5://p.example:1080', { HTTPS_PROXY: proxy });
  expect(found?.href).toBe('socks5://p.example:1080');
});

test('lower-case variables and a proxy without a scheme are understood', () => {
  expect(proxyFor(new URL('https://a.example'), undefined, { https_proxy: 'p.example:3128' })?.href).toBe(
    'http://p.example:3128/',
  );
});

test('a proxy that is none is refused without showing what may be a password', () => {
  expect(() => proxyFor(new URL('https://a.example'), 'ftp://u:secret@p', {})).toThrow(
    /^proxy-url is not the address of/,
  );
});

test('requests go through the proxy in a tunnel', async () => {
  const api = await startFakeApi(() => list('PodList', []), { tls: 'server' });
  const tunnels: string[] = [];
  const server = createServer().on('connect', (request, client) => {
    tunnels.push(request.url ?? '');
    const { port } = new URL(api.url);
    const upstream = connect(Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const target = api.url.replace('127.0.0.1', 'api.example');
  const cluster = await connectTo(
    target,
    { certificateAuthority: pki('ca.crt'), tlsServerName: 'localhost' },
    { env: { HTTPS_PROXY: `http://127.0.0.1:${port}` } },
  );
  expect((await cluster.transport.get('/x')).kind).toBe('ok');
  expect(tunnels).toEqual([new URL(target).host]);
  cluster.close();
  server.closeAllConnections();
  server.close();
  await api.close();
});

/** What is said of a server behind a proxy that is not one. */
async function throughProxy(address: string): Promise<unknown> {
  const cluster = await connectTo('https://10.1.2.3:6443', {}, { env: { HTTPS_PROXY: address } });
  try {
    return await cluster.transport.get('/x');
  } finally {
    cluster.close();
  }
}

test('a proxy that cannot be reached is not taken for the server', async () => {
  expect(await throughProxy('http://user:s3cret@127.0.0.1:9')).toMatchObject({
    kind: 'failed',
    why: 'The connection to the proxy 127.0.0.1:9 was refused - it is that of proxy-url, HTTPS_PROXY or HTTP_PROXY',
  });
});

test('what a proxy answers instead of a tunnel is told, and never its password', async () => {
  const server = createServer().on('connect', (_request, client) => {
    client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const answer = await throughProxy(`http://user:s3cret@127.0.0.1:${port}`);
  expect(answer).toMatchObject({ kind: 'failed', why: expect.stringContaining('407') });
  expect(JSON.stringify(answer)).not.toContain('s3cret');
  server.close();
});
