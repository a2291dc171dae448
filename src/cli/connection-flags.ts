import type { ConnectionFlags } from '../sources/cluster/index.js';
import { parseGoDuration } from '../domain/values/time.js';
import { UsageError } from './errors.js';
import type { CONNECTION_OPTIONS } from './connection-options.js';
import type { OptionValues } from './options.js';
import type { SOURCE_OPTIONS } from './shared-options.js';

/** The options of kubectl's connection as the cluster source takes them. */
export function connectionFlags(
  options: OptionValues<typeof CONNECTION_OPTIONS & Pick<typeof SOURCE_OPTIONS, 'namespace'>>,
  given: ReadonlySet<string>,
): ConnectionFlags {
  return defined({
    kubeconfig: options.kubeconfig,
    context: options.context,
    cluster: options.cluster,
    user: options.user,
    namespace: options.namespace,
    server: options.server,
    token: options.token,
    certificateAuthority: options['certificate-authority'],
    clientCertificate: options['client-certificate'],
    clientKey: options['client-key'],
    insecureSkipTlsVerify: given.has('insecure-skip-tls-verify')
      ? options['insecure-skip-tls-verify']
      : undefined,
    tlsServerName: options['tls-server-name'],
    as: options.as,
    asGroups: given.has('as-group') ? options['as-group'] : undefined,
    asUid: options['as-uid'],
    asUserExtra: given.has('as-user-extra') ? readUserExtra(options['as-user-extra']) : undefined,
    username: options.username,
    password: options.password,
    disableCompression: given.has('disable-compression') ? options['disable-compression'] : undefined,
    requestTimeoutSeconds: readTimeout(options['request-timeout']),
  });
}

/** `key=value`, once for each value. */
function readUserExtra(pairs: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const extra = new Map<string, string[]>();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals < 1) throw new UsageError(`invalid --as-user-extra "${pair}": it must be KEY=VALUE`);
    const key = pair.slice(0, equals);
    extra.set(key, [...(extra.get(key) ?? []), pair.slice(equals + 1)]);
  }
  return Object.fromEntries(extra);
}

/** Seconds of `5`, `5s` or `1m`; 0 and nothing are no limit. As kubectl's ParseTimeout (client-go restclient, v0.34). */
function readTimeout(text: string): number {
  if (text === '') return 0;
  const seconds = /^\d+$/.test(text) ? Number(text) : parseGoDuration(text);
  if (seconds === undefined || seconds < 0 || !Number.isFinite(seconds)) {
    throw new UsageError(
      'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
      { pointsToHelp: false },
    );
  }
  return seconds;
}

/** The entries that have a value, so that what was not given is absent. */
function defined<T extends object>(flags: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
