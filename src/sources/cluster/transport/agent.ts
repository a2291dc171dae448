import type { Agent } from 'node:http';
import { asBoolean, asText, at } from '../../../domain/values/json.js';
import { present } from '../../../domain/values/present.js';
import type { ClusterIo } from '../connection.js';
import { dataOrFile } from '../credentials/data-or-file.js';
import type { Credential } from '../credentials/credential.js';
import type { Target } from '../kubeconfig/resolve-target.js';
import { proxyFor } from './proxy.js';

/** Requests, and so connections, at one time. */
export const MAX_IN_FLIGHT = 8;

/**
 * A keep-alive agent: a TLS handshake costs more than most requests.
 * @throws SourceError for a certificate that cannot be read or a proxy that is none.
 */
export async function openAgent(
  target: Target,
  credential: Credential,
  io: ClusterIo,
  maxSockets: number,
): Promise<Agent> {
  const { cluster, server } = target;
  const proxy = proxyFor(server, asText(at(cluster, 'proxy-url')), io.env);
  const base = { keepAlive: true, maxSockets, maxFreeSockets: MAX_IN_FLIGHT };
  const tls = {
    ...present('ca', dataOrFile(cluster, 'certificate-authority')),
    ...present('cert', credential.cert),
    ...present('key', credential.key),
    ...present('servername', asText(at(cluster, 'tls-server-name'))),
    // Said either way, so that NODE_TLS_REJECT_UNAUTHORIZED of some other program has no say here.
    rejectUnauthorized: asBoolean(at(cluster, 'insecure-skip-tls-verify')) !== true,
  };
  if (proxy !== undefined) return proxyAgent(proxy, server, { ...base, ...tls });
  if (server.protocol === 'http:') return new (await import('node:http')).Agent(base);
  return new (await import('node:https')).Agent({ ...base, ...tls });
}

async function proxyAgent(proxy: URL, server: URL, options: object): Promise<Agent> {
  if (proxy.protocol.startsWith('socks')) {
    const { SocksProxyAgent } = await import('socks-proxy-agent');
    return new SocksProxyAgent(proxy, options);
  }
  const { HttpProxyAgent, HttpsProxyAgent } = await import('hpagent');
  const withProxy = { ...options, proxy };
  return server.protocol === 'http:' ? new HttpProxyAgent(withProxy) : new HttpsProxyAgent(withProxy);
}
