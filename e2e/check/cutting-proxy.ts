import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asObjects, asText, at, type JsonObject } from '../../src/domain/values/json.js';
import { kubectlOf } from '../kubectl.js';

interface Cut {
  /** Seconds after the first connection. */
  readonly afterSeconds: number;
  readonly forSeconds: number;
}

/** A way to the API server that is cut once: every connection ends, and no new one is taken. */
export async function cuttingProxy(
  kubeconfig: string,
  { afterSeconds, forSeconds }: Cut,
): Promise<{ readonly kubeconfig: string; readonly close: () => void }> {
  const view = JSON.parse(
    await kubectlOf(kubeconfig)(['config', 'view', '--raw', '--minify', '--flatten', '-o', 'json']),
  ) as JsonObject;
  const [entry] = asObjects(at(view, 'clusters'));
  const server = new URL(asText(at(entry, 'cluster', 'server')) ?? '');
  const sockets = new Set<Socket>();
  const timers: NodeJS.Timeout[] = [];
  const proxy = createServer((client) => {
    const upstream = connect(Number(server.port || 443), server.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          client.destroy();
          upstream.destroy();
        });
    }
    client.pipe(upstream).pipe(client);
  });
  const port = await listen(proxy, 0);
  proxy.once('connection', () => {
    const cut = (): void => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    };
    timers.push(
      setTimeout(cut, afterSeconds * 1000),
      setTimeout(() => void listen(proxy, port), (afterSeconds + forSeconds) * 1000),
    );
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'exitdiag-proxy-'));
  const file = path.join(folder, 'kubeconfig');
  const cluster = {
    ...(at(entry, 'cluster') as JsonObject),
    server: `https://127.0.0.1:${port}`,
    'tls-server-name': server.hostname,
  };
  writeFileSync(
    file,
    JSON.stringify({ ...view, clusters: [{ name: asText(at(entry, 'name')) ?? '', cluster }] }),
    { mode: 0o600 },
  );
  return {
    kubeconfig: file,
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      proxy.close();
      for (const socket of sockets) socket.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server
      .once('error', reject)
      .listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
