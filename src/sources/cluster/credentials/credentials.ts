import { asText, at, type JsonObject } from '../../../domain/values/json.js';
import { SourceError } from '../../source.js';
import type { ClusterIo } from '../connection.js';
import type { Target } from '../kubeconfig/resolve-target.js';
import type { Credential, Credentials } from './credential.js';
import { dataOrFile } from './data-or-file.js';
import { impersonationHeaders } from './impersonation.js';
import { issuedCredentials } from './issued.js';

/**
 * The user's credentials in client-go's order: a token beats a plugin, a token and a password
 * together are refused (client-go transport/round_trippers.go and plugin/pkg/client/auth/exec, v0.34).
 */
export function openCredentials(target: Target, io: ClusterIo): Credentials {
  const impersonation = impersonationHeaders(target.user);
  // kubectl sends no credential over plain HTTP (client-go clientcmd/client_config.go, v0.34).
  if (target.server.protocol === 'http:') return fixed({ headers: impersonation });
  const { user } = target;
  const username = asText(at(user, 'username'));
  const tokenFile = asText(at(user, 'tokenFile'));
  const token = asText(at(user, 'token'));
  const certificate = certificateOf(user);
  const withToken = (bearer: string): Credential => ({
    headers: { ...impersonation, authorization: `Bearer ${bearer}` },
    ...certificate,
  });
  if (username !== undefined && (token ?? tokenFile) !== undefined) {
    throw new SourceError('username/password or bearer token may be set, but not both', 'usage');
  }
  if (tokenFile !== undefined) return fromFile(tokenFile, token, withToken, io);
  if (token !== undefined) return fixed(withToken(token));
  if (username !== undefined) {
    const basic = Buffer.from(`${username}:${asText(at(user, 'password')) ?? ''}`).toString('base64');
    return fixed({ headers: { ...impersonation, authorization: `Basic ${basic}` }, ...certificate });
  }
  if (at(user, 'exec') !== undefined || at(user, 'auth-provider') !== undefined) {
    return issuedCredentials(target, io, { headers: impersonation, ...certificate });
  }
  return fixed({ headers: impersonation, ...certificate });
}

function certificateOf(user: JsonObject): Pick<Credential, 'cert' | 'key'> {
  const cert = dataOrFile(user, 'client-certificate');
  const key = dataOrFile(user, 'client-key');
  return { ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }) };
}

function fixed(credential: Credential): Credentials {
  return { current: () => Promise.resolve(credential), renew: () => Promise.resolve(undefined) };
}

/** client-go reads it again after a minute at most (transport/token_source.go, v0.34). */
const TOKEN_FILE_MS = 60_000;

/** A token that something renews in its file: a service account's. */
function fromFile(
  path: string,
  fallback: string | undefined,
  withToken: (bearer: string) => Credential,
  io: ClusterIo,
): Credentials {
  const clock = io.clock ?? Date.now;
  let held: { readonly token: string; readonly credential: Credential } | undefined;
  let readAt = -Infinity;
  const read = (): Credential => {
    const token = dataOrFile({ token: path }, 'token')?.toString().trim() || fallback;
    if (token === undefined) throw new SourceError(`the token file ${path} is empty`);
    if (held?.token !== token) held = { token, credential: withToken(token) };
    readAt = clock();
    return held.credential;
  };
  return {
    current: async () =>
      held !== undefined && clock() - readAt < TOKEN_FILE_MS ? held.credential : Promise.resolve(read()),
    renew: async (used) => {
      const again = await Promise.resolve(read());
      return again === used ? undefined : again;
    },
  };
}
