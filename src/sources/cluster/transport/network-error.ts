import { redact } from '../../redact/redact.js';
import type { Failed, FailureCause } from './answer.js';

/** An exchange that ended without a whole answer. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  readonly reason: ExchangeFailure;
  constructor(reason: ExchangeFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** How an exchange may fail. */
export type ExchangeFailure =
  | FailureCause
  | 'refused'
  | 'idle'
  | 'deadline'
  | 'garbled'
  /** A kept connection that the server had closed meanwhile: no byte of an answer came. */
  | 'stale';

const UNREACHABLE: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name cannot be looked up now',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network is unreachable',
  ETIMEDOUT: 'connection timed out',
  EADDRNOTAVAIL: 'cannot assign the address',
  EACCES: 'permission denied',
};

const UNTRUSTED: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is signed by an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an unknown authority',
  CERT_SIGNATURE_FAILURE: 'its certificate is signed by an unknown authority',
  CERT_UNTRUSTED: 'its certificate is signed by an unknown authority',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_REVOKED: 'its certificate is revoked',
};

const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE', 'Z_BUF_ERROR']);

/** Names what Node's network, TLS or gzip code complains of. `host` is host:port. */
export function toExchangeError(error: unknown, host: string): ExchangeError {
  if (error instanceof ExchangeError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const proxy = proxyIn(error, host);
  const make = (reason: ExchangeFailure, message: string): ExchangeError =>
    new ExchangeError(reason, message, { cause: error });
  if (code === 'ECONNREFUSED') {
    if (proxy !== undefined)
      return make('refused', `The connection to the proxy ${proxy} was refused - ${PROXY_FROM}`);
    return make(
      'refused',
      `The connection to the server ${host} was refused - did you specify the right host or port?`,
    );
  }
  const unreachable = UNREACHABLE[code];
  if (unreachable !== undefined)
    return make(
      'unreachable',
      proxy === undefined
        ? `Unable to connect to the server: ${unreachable}: ${host}`
        : `Unable to connect to the proxy: ${unreachable}: ${proxy} - ${PROXY_FROM}`,
    );
  const untrusted = UNTRUSTED[code];
  if (untrusted !== undefined) return make('untrusted', untrustedWords(host, untrusted));
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return make(
      'untrusted',
      `Unable to connect to the server: ${host} is not trusted: its certificate is for other names; check server and tls-server-name in the kubeconfig`,
    );
  if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_OSSL'))
    return make('untrusted', tlsWords(host, code));
  if (code === 'HPE_HEADER_OVERFLOW')
    return make('not-kubernetes', `the answer of ${host} has a header of more than 16 KiB`);
  if (code.startsWith('HPE_')) return make('not-kubernetes', `${host} does not answer in HTTP (${code})`);
  if (code === 'Z_DATA_ERROR') return make('garbled', `the answer of ${host} is not valid gzip`);
  if (code === 'ERR_INVALID_CHAR')
    return make('unauthorized', 'the credentials hold a character that no HTTP header may hold');
  if (BROKEN.has(code)) return make('cut', `the connection to ${host} ended in the middle of an answer`);
  return make('unreachable', `Unable to connect to the server: ${host} (${code || wordsOf(error)})`);
}

/** The first line of what a proxy's agent says; it has no codes, and may quote an address with a password. */
function wordsOf(error: unknown): string {
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return redact(line).slice(0, 200);
}

const PROXY_FROM = 'it is that of proxy-url, HTTPS_PROXY or HTTP_PROXY';

/** Where the error tells another address than the server's: the proxy's, for nothing else is connected to. */
function proxyIn(error: unknown, host: string): string | undefined {
  const { address, port, hostname } = error as {
    readonly address?: unknown;
    readonly port?: unknown;
    readonly hostname?: unknown;
  };
  const server = new URL(`https://${host}`);
  if (typeof hostname === 'string') return hostname === server.hostname ? undefined : hostname;
  if (typeof address !== 'string' || typeof port !== 'number') return undefined;
  const own = server.port === '' ? [443, 80] : [Number(server.port)];
  return own.includes(port) ? undefined : `${address}:${port}`;
}

function untrustedWords(host: string, why: string): string {
  return `Unable to connect to the server: ${host} is not trusted: ${why}; check certificate-authority in the kubeconfig`;
}

function tlsWords(host: string, code: string): string {
  return code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO'
    ? `Unable to connect to the server: ${host} does not answer in TLS; is the server an http:// address?`
    : `Unable to connect to the server: TLS with ${host} failed (${code})`;
}

/** The failure as an answer. */
export function toFailed(error: ExchangeError): Failed {
  return { kind: 'failed', cause: CAUSES[error.reason], why: error.message };
}

const CAUSES: Readonly<Record<ExchangeFailure, FailureCause>> = {
  refused: 'unreachable',
  idle: 'timeout',
  deadline: 'timeout',
  garbled: 'not-kubernetes',
  stale: 'cut',
  unreachable: 'unreachable',
  untrusted: 'untrusted',
  unauthorized: 'unauthorized',
  timeout: 'timeout',
  throttled: 'throttled',
  'server-error': 'server-error',
  cut: 'cut',
  'not-kubernetes': 'not-kubernetes',
  'too-large': 'too-large',
};
