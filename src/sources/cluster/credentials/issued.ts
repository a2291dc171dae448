import type { RequestOptions } from 'node:https';
import { asText, at } from '../../../domain/values/json.js';
import { SourceError } from '../../source.js';
import type { ClusterIo } from '../connection.js';
import type { Target } from '../kubeconfig/resolve-target.js';
import type { Credential, Credentials } from './credential.js';
import { preparePlugin } from './exec-plugin.js';

/**
 * Credentials that a plugin or an identity provider issues, through client-node. They are asked
 * for once, whatever the number of requests that wait, kept until the server refuses them, and
 * never written anywhere.
 */
export function issuedCredentials(target: Target, io: ClusterIo, base: Credential): Credentials {
  let pending: Promise<Credential> | undefined;
  const issue = (): Promise<Credential> => {
    const issuing = ask(target, io, base);
    pending = issuing;
    issuing.catch(() => (pending = undefined));
    return issuing;
  };
  return {
    current: () => pending ?? issue(),
    renew: async (used) => {
      // Of many requests that one expired token fails, the first renews it for all.
      const held = await (pending ?? issue());
      return held === used ? issue() : held;
    },
  };
}

async function ask(target: Target, io: ClusterIo, base: Credential): Promise<Credential> {
  const plugin = await preparePlugin(target, io);
  const options: RequestOptions = { headers: {} };
  try {
    await (plugin === undefined ? askProvider(target, options) : plugin.run(options));
  } catch (error) {
    throw plugin?.explain(error) ?? providerError(target, error);
  }
  const authorization = (options.headers as Record<string, string | undefined>)['Authorization'];
  if (authorization === undefined && options.cert === undefined) {
    throw plugin?.explain(undefined) ?? providerError(target, undefined);
  }
  return {
    headers: { ...base.headers, ...(authorization === undefined ? {} : { authorization }) },
    ...pem('cert', options.cert ?? base.cert),
    ...pem('key', options.key ?? base.key),
  };
}

async function askProvider(target: Target, options: RequestOptions): Promise<void> {
  const { loadKubeConfig } = await import('../client-node.js');
  const config = new (await loadKubeConfig())();
  config.loadFromOptions({
    clusters: [{ name: 'c', server: target.server.href }],
    users: [{ name: 'u', authProvider: structuredClone(at(target.user, 'auth-provider')) }],
    contexts: [{ name: 'x', cluster: 'c', user: 'u' }],
    currentContext: 'x',
  });
  await config.applyToHTTPSOptions(options);
}

function pem(name: 'cert' | 'key', value: unknown): Partial<Credential> {
  return typeof value === 'string' || Buffer.isBuffer(value) ? { [name]: value } : {};
}

/** What an identity provider's library says may hold tokens: only its first line's kind is told. */
function providerError(target: Target, error: unknown): SourceError {
  const name = asText(at(target.user, 'auth-provider', 'name')) ?? 'unknown';
  const code = (error as { code?: unknown } | undefined)?.code;
  const why = typeof code === 'string' ? ` (${code})` : '';
  return new SourceError(
    `the auth provider "${name}" gave no credential${why}; sign in again with the tool that wrote the kubeconfig`,
    'collect',
    { cause: error },
  );
}
