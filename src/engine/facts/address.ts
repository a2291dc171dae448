/** Where a program reaches another, as its words name it. */
export interface Address {
  /** In lower case, an IPv6 address without brackets; the path of a socket. */
  readonly host: string;
  readonly port?: string;
  /** It may be a mere word of the sentence: "could not connect to database". */
  readonly isWord: boolean;
}

/** Takes `scheme://user@host:port/path`, `host:port`, `name/10.0.0.1:80` (Java) or a path of a socket apart. */
export function readAddress(text: string | undefined, otherPort?: string): Address | undefined {
  if (text === undefined) return undefined;
  const [, scheme, rest = ''] =
    /^(?:((?:[a-z][a-z0-9+.-]*:)+)\/\/)?(.*)$/i.exec(text.replace(/^["'`[]+/, '')) ?? [];
  if (rest.startsWith('/')) return { host: rest.replace(/[?#:].*$/, ''), isWord: false };
  const authority = (scheme === undefined ? rest : (rest.split(/[/?#]/)[0] ?? '')).replace(/^[^@]*@/, '');
  const [, v6, name = '', found] = HOST_AND_PORT.exec(authority) ?? [];
  const host = (v6 ?? name).toLowerCase();
  if (host === '') return undefined;
  const port = found ?? otherPort;
  return {
    host,
    ...(port === undefined ? {} : { port }),
    isWord: scheme === undefined && port === undefined && WORDS.has(host),
  };
}

/** What programs call a peer without naming it. */
const WORDS = new Set(
  'a an api backend broker brokers cluster database databases db endpoint host it leader master node peer primary proxy remote replica server servers service socket store the upstream'.split(
    ' ',
  ),
);

/** An IPv6 address or a name, behind a slash what it resolved to, a port, and what no longer belongs to it. */
const HOST_AND_PORT =
  /^(?:\[?((?:[0-9a-f]*:){2,}[0-9a-f.]*)\]?|([\w.-]+?)\.?)(?:\/[\d.:a-f]+?)?(?::(\d{1,5})\b.*|["'`,;)\s].*|\/.*)?$/i;

/** The pod's own address, or that of every one of its interfaces. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|::1?)$/.test(host);
}
