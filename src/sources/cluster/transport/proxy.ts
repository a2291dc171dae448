import { BlockList, isIP, isIPv6 } from 'node:net';
import { SourceError } from '../../source.js';

/**
 * The proxy for a server: the cluster's own `proxy-url`, else HTTPS_PROXY or HTTP_PROXY unless
 * NO_PROXY or loopback. Source: Go net/http ProxyFromEnvironment, golang.org/x/net/http/httpproxy.
 * @throws SourceError for a proxy that is no URL of a kind we can use.
 */
export function proxyFor(
  server: URL,
  proxyUrl: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): URL | undefined {
  if (proxyUrl !== undefined) return parseProxy(proxyUrl, 'proxy-url');
  const name = server.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const text = env[name] || env[name.toLowerCase()];
  if (!text || !mayUseProxy(server, env['NO_PROXY'] || env['no_proxy'] || '')) return undefined;
  return parseProxy(text, name);
}

function parseProxy(text: string, from: string): URL {
  const url = text.includes('://') ? text : `http://${text}`;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['http:', 'https:', 'socks5:', 'socks5h:'].includes(parsed.protocol)) {
    // The text may hold a password.
    throw new SourceError(`${from} is not the address of a http, https or socks5 proxy`);
  }
  return parsed;
}

function mayUseProxy(server: URL, noProxy: string): boolean {
  const host = bare(server.hostname);
  if (host === 'localhost' || isLoopback(host)) return false;
  const port = server.port || (server.protocol === 'https:' ? '443' : '80');
  return !noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && matches(entry, host, port));
}

function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
}

function isLoopback(host: string): boolean {
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** `*`, a name with all below it, `.name` for what is below it only, an address, a range; each with a port or not. */
function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inRange(host, entry);
  const withPort = /^(.+):(\d+)$/.exec(entry);
  const hasPort = withPort !== null && !isIPv6(entry);
  if (hasPort && withPort[2] !== port) return false;
  const name = bare(hasPort ? (withPort[1] ?? '') : entry).replace(/^\*(?=\.)/, '');
  if (isIP(host) !== 0) return host === name;
  return name.startsWith('.') ? host.endsWith(name) : host === name || host.endsWith(`.${name}`);
}

function inRange(host: string, range: string): boolean {
  const [network = '', prefix = ''] = range.split('/');
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(prefix)) return false;
  const bits = Number(prefix);
  if (bits > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, bits, type);
  return list.check(host, type);
}
